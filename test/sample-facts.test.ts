import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { type Stock, stockOf } from "./sample-stock.ts";

describe("the sample answers as the application does", () => {
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

  const person = async (n: number): Promise<string> =>
    String(await stock.value("select user_id from sample.person where n = $1", [n]));

  test("one argument to can_reverse_action is not unique", async () => {
    expect(await stock.refused("select public.can_reverse_action(gen_random_uuid())")).toBe(
      "42725",
    );
  });

  test("the audit log refuses a missing user and entities it has no word for", async () => {
    const log = "select public.log_audit_action('CREATE', $1, gen_random_uuid())";
    expect(await stock.refused(log, ["lot"])).toBe("23502");
    await client.query("select sample.act_as(2)");
    expect(await stock.refused(log, ["lot"])).toBeUndefined();
    for (const entity of ["audit_logs", "reservation"]) {
      expect(await stock.refused(log, [entity])).toBe("22P02");
    }
  });

  test("a reversal row cannot go before its original, and later updates do not block a reversal", async () => {
    const id = crypto.randomUUID();
    await client.query("select sample.act_as(0)");
    const log = (action: string) =>
      stock.value("select public.log_audit_action($1, 'lot', $2, null, '{}', '{}')", [action, id]);
    const original = await log("CREATE");
    const reversal = await log("DELETE");
    await client.query("update public.audit_logs set reversal_audit_id = $2 where id = $1", [
      original,
      reversal,
    ]);
    expect(await stock.refused("delete from public.audit_logs where id = $1", [reversal])).toBe(
      "23503",
    );
    expect(
      await stock.refused("update public.audit_logs set reversal_audit_id = id where id = $1", [
        original,
      ]),
    ).toBeUndefined();
    // Rows of one transaction share their time: none is later than the other.
    const ask = "select can_reverse, reversal_strategy from public.can_reverse_action($1, false)";
    expect((await client.query(ask, [original])).rows).toEqual([
      { can_reverse: true, reversal_strategy: "DELETE" },
    ]);
    const fulfilled = await log("FULFILL");
    expect(await stock.value(ask, [fulfilled])).toBe(false);
  });

  test("four failures, a success and one more failure lock an address for 840 seconds", async () => {
    await client.query(
      `insert into public.login_attempts (email, success, attempted_at)
       select 'who@x.example', s, now() - make_interval(mins => m)
       from (values (false, 5), (false, 4), (false, 3), (false, 2), (true, 2), (false, 1)) as v (s, m)`,
    );
    const locked = await client.query(
      "select * from public.check_login_rate_limit(' WHO@x.example')",
    );
    expect(locked.rows).toEqual([{ is_locked: true, attempts: 5, seconds_left: 840 }]);
    const removed = await client.query(
      "delete from public.login_attempts where email = 'WHO@x.example'",
    );
    expect(removed.rowCount).toBe(0);
  });

  test("the unused API limiter resets now, and has no answer without a limit", async () => {
    await client.query(
      "update public.api_keys set rate_limit_per_minute = null where name = 'Key 1'",
    );
    const asked = await client.query(
      `select k.name, r.allowed, r.reset_at = now() as resets_now
       from public.api_keys as k cross join lateral public.check_api_rate_limit(k.id) as r
       where k.name in ('Key 1', 'Key 2') order by k.name`,
    );
    expect(asked.rows).toEqual([
      { name: "Key 1", allowed: null, resets_now: true },
      { name: "Key 2", allowed: true, resets_now: true },
    ]);
  });

  test("a role is edited only with an administrator's token, and only in one of two places", async () => {
    const accountant = await person(2);
    const edit =
      "update public.profiles set role = 'senior_manager', active = false where user_id = $1";
    expect(await stock.refused(edit, [accountant])).toBe("P0001");
    await client.query("select sample.act_as(0)");
    await client.query(edit, [accountant]);
    const seen = await client.query(
      `select public.get_user_role($1) as profile, public.has_role($1, 'accounting') as has_old,
         public.has_role($1, 'senior_manager') as has_new`,
      [accountant],
    );
    expect(seen.rows).toEqual([{ profile: "senior_manager", has_old: true, has_new: false }]);
  });

  test("an administrator deletes no login rows, and anybody reads rolls and fails logins", async () => {
    await client.query("select public.record_login_attempt('a@x.example', false)");
    await stock.lot(100);
    const admin = JSON.stringify({ sub: await person(0), role: "authenticated" });
    await client.query("select set_config('request.jwt.claims', $1, true)", [admin]);
    await client.query("set local role authenticated");
    expect((await client.query("delete from public.login_attempts")).rowCount).toBe(0);
    await client.query("set local role anon");
    expect(await stock.value("select count(*) > 0 from public.rolls")).toBe(true);
    expect(await stock.value("select count(*) from public.lots")).toBe(0);
    const free = [
      "public.record_login_attempt('b@x.example', false)",
      "public.cleanup_old_api_logs()",
    ];
    for (const call of free) expect(await stock.refused(`select ${call}`)).toBeUndefined();
  });
});
