import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { type Stock, stockOf } from "./sample-stock.ts";

describe("the sample's services answer as the application's", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;
  let stock: Stock;

  beforeAll(async () => {
    database = await freshDatabase("sample");
    client = new pg.Client(database.owner);
    await client.connect();
    stock = await stockOf(client);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  beforeEach(() => client.query("begin"));
  afterEach(() => client.query("rollback"));

  test("the mail worker does not see what the runbook's retry makes of a failed mail", async () => {
    await client.query(
      `insert into public.email_log (recipient, subject, status, retry_count)
       values ('a', 's', 'failed', 0), ('b', 's', 'failed', 2), ('c', 's', 'failed', null)`,
    );
    await client.query(
      "update public.email_log set status = 'pending', retry_count = 0, next_retry_at = now() where recipient = 'b'",
    );
    const due = await client.query(
      `select recipient from public.email_log where status = 'failed' and retry_count < 3
       and (next_retry_at is null or next_retry_at <= now())`,
    );
    expect(due.rows).toEqual([{ recipient: "a" }]);
  });

  test("a manufacturing order takes any status and keeps its history", async () => {
    const changed = await client.query(
      `update public.manufacturing_orders set status = 'nonsense'
       where mo_number = 'MO-000006' returning id`,
    );
    const history = await client.query(
      `select old_status, new_status from public.mo_status_history
       where manufacturing_order_id = $1`,
      [changed.rows[0]?.id],
    );
    expect(history.rows).toEqual([{ old_status: "ORDERED", new_status: "nonsense" }]);
  });

  test("what the integration sends is refused by constraints", async () => {
    const refused = [
      "insert into public.webhook_deliveries (payload) values ('{}')",
      "insert into public.orders (customer_name) values ('C')",
      "insert into public.reservations (customer_name) values ('C')",
    ];
    for (const query of refused) expect(await stock.refused(query)).toBe("23502");
    const violation = "select public.log_contract_violation('schema_violation', 'crm', 'x')";
    expect(await stock.refused(violation)).toBe("23514");
  });

  test("a counted roll needs metres, and moved to another session leaves the old one's total", async () => {
    const rolls = `insert into public.count_rolls
      (session_id, capture_sequence, counter_meters, ocr_status, captured_by)
      select id, 900, $1, $2, started_by from public.count_sessions order by id limit 1`;
    expect(await stock.refused(rolls, [0, "pending"])).toBe("23514");
    expect(await stock.refused(rolls, [10, "timeout"])).toBe("23514");
    await client.query(rolls, [10, "pending"]);
    await client.query(
      `update public.count_rolls set session_id = (
         select id from public.count_sessions order by id desc limit 1)
       where capture_sequence = 900`,
    );
    const totals = await client.query(
      `select s.total_rolls_counted - count(r.id)::int as drift
       from public.count_sessions as s join public.count_rolls as r on r.session_id = s.id
       group by s.id having s.total_rolls_counted <> count(r.id)`,
    );
    expect(totals.rows).toEqual([{ drift: 1 }]);
  });
});
