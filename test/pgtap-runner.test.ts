import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { runTap, type TapResult } from "./pgtap.ts";

let database: FreshDatabase;
const run = (sql: string): Promise<TapResult> => runTap(database.owner, sql);

beforeAll(async () => {
  database = await freshDatabase("empty");
});
afterAll(() => database.drop());

describe("a script that runs to its end", () => {
  test("yields its assertions in order, with the diagnostics of those that fail", async () => {
    const result = await run(`
      -- größer als ASCII: offsets are bytes
      begin;
      select plan(3);
      select ok(true, 'größer; than');
      select is(1, 2, 'is one two');
      select ok(true);
      select * from finish();
      rollback;
    `);
    expect(result.planned).toBe(3);
    expect(result.bailOut).toBeUndefined();
    expect(result.assertions.map((a) => [a.number, a.outcome, a.name])).toEqual([
      [1, "ok", "größer; than"],
      [2, "not ok", "is one two"],
      [3, "ok", ""],
    ]);
    expect(result.assertions[1]?.diagnostics).toMatch(/have: 1[\s#]+want: 2/);
  });

  test("tells skipped and to-do assertions apart, with their reasons", async () => {
    const { assertions } = await run(`
      begin;
      select plan(3);
      select skip('no such extension here', 1);
      select * from todo('not written yet', 2);
      select ok(false, 'later');
      select ok(true, 'sooner');
      select * from finish();
      rollback;
    `);
    expect(assertions.map((a) => a.outcome)).toEqual(["skipped", "todo", "ok"]);
    expect(assertions[0]?.diagnostics).toContain("no such extension here");
    expect(assertions[1]?.diagnostics).toContain("not written yet");
  });

  test("can commit, and runs as the owner, who is no superuser", async () => {
    const { assertions, bailOut } = await run(`
      create table public.kept (id int);
      create procedure public.keep() language plpgsql
        as $$ begin insert into public.kept values (1); commit; end $$;
      select plan(2);
      call public.keep();
      select is((select count(*)::int from public.kept), 1, 'committed');
      select is(current_setting('is_superuser'), 'off', 'no superuser');
    `);
    expect(bailOut).toBeUndefined();
    expect(assertions.map((a) => a.outcome)).toEqual(["ok", "ok"]);
  });
});

describe("a script that stops early", () => {
  test("keeps what came before, and names statement, SQLSTATE, message, detail and hint", async () => {
    const result = await run(`begin;
select plan(2);
select ok(true, 'first');
do $$ begin
  raise exception 'broken' using errcode = 'OP001', detail = 'the detail', hint = 'the hint';
end $$;
select ok(true, 'never');
`);
    expect(result.assertions.map((a) => a.name)).toEqual(["first"]);
    expect(result.planned).toBe(2);
    expect(result.bailOut).toMatch(/^line 4: do \$\$ begin/);
    expect(result.bailOut).toContain("OP001: broken\ndetail: the detail\nhint: the hint\ncontext:");
  });

  test("reports a bail-out that the script asks for", async () => {
    const result = await run("select plan(1); select 'Bail out! no fixtures';");
    expect(result.bailOut).toBe("no fixtures");
  });
});
