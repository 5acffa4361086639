import { describe, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

/** As a load or a careless superuser leaves it: valid in the catalog, and broken all the same. */
async function withBrokenKeys(work: (database: FreshDatabase) => Promise<void>): Promise<void> {
  const database = await freshDatabase("installed");
  try {
    await withClient(database.superuser, async (client) => {
      await client.query(`
        insert into public.rolls (lot_id, meters, position) select sample.a_lot('T-LOT'), 10, 1;
        insert into public.inventory_transactions (roll_id, transaction_type, quantity_change, source_type)
        select id, 'STOCK_ADJUSTMENT', 1, 'x' from public.rolls;
        set session_replication_role = replica;
        delete from public.lots;
        set session_replication_role = origin`);
    });
    await work(database);
  } finally {
    await database.drop();
  }
}

describe("rows whose parent is gone under keys that the catalog calls valid", () => {
  test("are found, leave with what hangs on them, and come back", async () => {
    await withBrokenKeys(async ({ owner, superuser }) => {
      const stock = `select (select jsonb_agg(r) from public.rolls as r) as rolls,
        (select jsonb_agg(t) from public.inventory_transactions as t) as ledger`;
      const before = await withClient(owner, async (client) => {
        const { rows } = await client.query("select message from ops.check_rule('orphan_rows')");
        expect(rows).toEqual([{ message: expect.stringMatching(/: no row of lots for lot_id$/) }]);
        expect(
          (await client.query("select * from ops.check_rule('unchecked_foreign_keys')")).rows,
        ).toEqual([]);
        const image = (await client.query(stock)).rows;
        const removed = await client.query(
          `select subject, state from ops.repair('integrity', rule => 'orphan_rows', choice => 'quarantine',
            dry_run => false, reason => 'no lot')`,
        );
        expect(removed.rows).toEqual([
          { subject: "public.inventory_transactions", state: "applied" },
          { subject: "public.rolls", state: "applied" },
        ]);
        const refused = await client.query("select state, note from ops.undo(ops.last_run(), 'x')");
        expect(refused.rows.map((row) => row.state)).toEqual(["refused", "refused"]);
        return image;
      });
      await withClient(superuser, async (client) => {
        await client.query("set session_replication_role = replica");
        const restored = await client.query(
          "select state from ops.undo((select max(id) from ops.run where kind = 'apply'), 'as it was')",
        );
        expect(restored.rows).toEqual([{ state: "restored" }, { state: "restored" }]);
        expect((await client.query(stock)).rows).toEqual(before);
      });
    });
  });

  test("a key whose triggers are off is named, with the statement that turns them on", async () => {
    await withBrokenKeys(async ({ owner, superuser }) => {
      await withClient(superuser, (client) =>
        client.query("alter table public.order_shares disable trigger all"),
      );
      await withClient(owner, async (client) => {
        const { rows } = await client.query(
          "select distinct cause, fix, subject from ops.check_rule('unchecked_foreign_keys')",
        );
        expect(rows).toEqual([
          {
            cause: "disabled",
            fix: "alter table public.order_shares enable trigger all",
            subject: "public.order_shares",
          },
        ]);
      });
    });
  });
});
