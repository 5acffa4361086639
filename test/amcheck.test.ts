import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asOwner, asSuperuser, withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

const pageSize = 8192;
const pages = 60;

/** Changes a relation's file below the server, which keeps what it has in memory. */
async function rewriteFile(
  client: pg.Client,
  relation: string,
  change: (file: Buffer) => void,
): Promise<void> {
  const found = await client.query<{ path: string; file: Buffer }>(
    `select p.path, pg_read_binary_file(p.path) as file
     from (select current_setting('data_directory') || '/' || pg_relation_filepath($1) as path) as p`,
    [relation],
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error(`${relation} has no file`);
  change(row.file);
  const made = await client.query<{ id: number }>("select lo_from_bytea(0, $1) as id", [row.file]);
  await client.query("select lo_export($1, $2), lo_unlink($1)", [made.rows[0]?.id, row.path]);
}

/** Until all pages are marked: another session, autovacuum's say, may have to end first. */
async function freeze(client: pg.Client, table: string): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    await client.query(`vacuum (freeze) ${table}`);
    const marked = await client.query(
      "select from pg_class where oid = $1::regclass and relallvisible = relpages",
      [table],
    );
    if (marked.rows.length > 0) return;
    await sleep(100);
  }
  throw new Error(`${table} has pages that others still need`);
}

const page = (file: Buffer, block: number) =>
  file.subarray(block * pageSize, (block + 1) * pageSize);

/** A row that claims to have more columns than its table. */
function breakRow(found: Buffer): void {
  const row = found.readUInt32LE(24) & 0x7fff;
  found.writeUInt16LE(found.readUInt16LE(row + 18) | 0x0600, row + 18);
}

/** A page whose free space ends before it begins: no server reads it. */
const breakHeader = (found: Buffer) => found.writeUInt16LE(pageSize - 1, 12);

/** The first two keys change places. */
function swapKeys(found: Buffer): void {
  const first = found.readUInt32LE(24);
  found.writeUInt32LE(found.readUInt32LE(28), 24);
  found.writeUInt32LE(first, 28);
}

describe("pages that were damaged below the server", () => {
  const damaged = `test_${randomBytes(6).toString("hex")}`;
  let sound: FreshDatabase;

  beforeAll(async () => {
    sound = await freshDatabase("installed");
    await withClient(sound.superuser, async (client) => {
      // Else vacuum may not know yet that the rows are committed, and does not mark their pages.
      await client.query("set synchronous_commit = on");
      await client.query(`
        create extension amcheck;
        grant execute on function verify_heapam, bt_index_check(regclass, boolean) to postgres;
        create table public.test_pages (id integer, wide text) with (autovacuum_enabled = off);
        alter table public.test_pages alter wide set storage plain;
        insert into public.test_pages select n, repeat('x', 8000) from generate_series(1, ${pages}) as n;
        create index test_pages_id on public.test_pages (id)`);
      await freeze(client, "public.test_pages");
      // Nothing is left to write to those pages: what is done to the file stays.
      await client.query("checkpoint");
      await rewriteFile(client, "public.test_pages", (file) => {
        breakRow(page(file, 7));
        breakHeader(page(file, 20));
      });
      await rewriteFile(client, "public.test_pages_id", (file) => swapKeys(page(file, 1)));
    });
    // Its files are copied, and nothing of them is in memory yet.
    await withClient(asSuperuser("postgres"), (client) =>
      client.query(
        `create database ${damaged} template ${sound.name} owner postgres strategy file_copy`,
      ),
    );
  });
  afterAll(async () => {
    await withClient(asSuperuser("postgres"), (client) =>
      client.query(`drop database if exists ${damaged} with (force)`),
    );
    await sound.drop();
  });

  const rows = (client: pg.Client, query: string) =>
    client.query(query).then((answer) => answer.rows as Record<string, unknown>[]);

  test("are found by the owner, who is no superuser, for their checksums or their rows", async () => {
    // First of all: a page that is in memory is not read, and so not summed, again.
    await withClient(asOwner(damaged), async (client) => {
      const [{ checksums }] = (await rows(
        client,
        "select current_setting('data_checksums') = 'on' as checksums",
      )) as [{ checksums: boolean }];
      expect(
        await rows(
          client,
          "select block::int, item is null as unreadable from ops.amcheck_tables('10 min', '{public.test_pages}')",
        ),
      ).toEqual([
        { block: 7, unreadable: checksums },
        { block: 20, unreadable: true },
      ]);
    });
  });

  test("are found one by one, and the sound ones beside them are looked into", async () => {
    await withClient(asSuperuser(damaged), async (client) => {
      // Where checksums are on they would be enough; what lies behind them must be found without.
      await client.query("set ignore_checksum_failure = on");
      expect(
        await rows(
          client,
          "select block::int, item, state, detail from ops.amcheck_tables('10 min', '{public.test_pages}')",
        ),
      ).toEqual([
        {
          block: 7,
          item: 1,
          state: "damaged",
          detail: expect.stringMatching(/number of attributes \d+ exceeds maximum/),
        },
        {
          block: 20,
          item: null,
          state: "damaged",
          detail: expect.stringMatching(/^invalid page in block 20 /),
        },
      ]);
      expect(
        await rows(
          client,
          "select index_name, state, detail from ops.amcheck('10 min') where state <> 'sound'",
        ),
      ).toEqual([
        {
          index_name: "public.test_pages_id",
          state: "damaged",
          detail: expect.stringContaining("order"),
        },
      ]);
    });
  });

  test("are not found where they are skipped, which is said; all other tables are sound", async () => {
    await withClient(asOwner(damaged), async (client) => {
      expect(
        await rows(
          client,
          "select state, detail from ops.amcheck_tables('10 min', '{public.test_pages}', skip => 'all-frozen')",
        ),
      ).toEqual([{ state: "sound", detail: "pages marked all-frozen were not looked into" }]);
      expect(
        await rows(
          client,
          "select distinct state from ops.amcheck_tables('10 min', with_toast => true) where table_name <> 'public.test_pages'",
        ),
      ).toEqual([{ state: "sound" }]);
    });
  });
});
