import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";

interface BadCall {
  readonly title: string;
  readonly call: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** The rows of the first table of docs/errors.md: what is documented is what is run. */
function documentedCalls(): BadCall[] {
  const page = readFileSync(new URL("../docs/errors.md", import.meta.url), "utf8");
  return [...page.matchAll(/^\| (.+?) \| `(.+?)` \| (OP\d{3}) \| (.+?) \| (.+?) \|$/gm)].map(
    ([, title = "", call = "", code = "", message = "", hint = ""]) => ({
      title,
      call,
      code,
      message,
      hint,
    }),
  );
}

/** Everything a bad call could have changed. */
const everything = `
  select md5(string_agg(x, ',' order by x)) as digest from (
    select to_jsonb(p)::text from ops.plan as p
    union all select to_jsonb(r)::text from ops.run as r
    union all select to_jsonb(s)::text from ops.setting as s
    union all select to_jsonb(p)::text from ops.promotion as p
    union all select to_jsonb(h)::text from ops.hold as h
  ) as t (x)`;

describe("bad input", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase("installed");
    client = new pg.Client(database.owner);
    await client.connect();
    await client.query("select * from ops.repair_reservations()");
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test("the table is not empty", () => {
    expect(documentedCalls().length).toBeGreaterThan(20);
  });

  for (const bad of documentedCalls()) {
    test(`${bad.title}: ${bad.call}`, async () => {
      const before = await client.query(everything);
      // each part of "begin; …" is sent alone, "select 1; …" is one string
      const parts = bad.call.startsWith("begin") ? bad.call.split("; ") : [bad.call];
      const error = await parts
        .reduce<Promise<unknown>>(
          (earlier, part) => earlier.then(() => client.query(part)),
          Promise.resolve(),
        )
        .then(() => undefined)
        .catch((cause: unknown) => cause);
      await client.query("rollback");
      expect(error).toMatchObject({ code: bad.code, message: bad.message, hint: bad.hint });
      expect((error as pg.DatabaseError).detail).toBeTruthy();
      expect((await client.query(everything)).rows).toEqual(before.rows);
    });
  }
});
