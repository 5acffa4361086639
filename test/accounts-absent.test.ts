import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase("installed");
  // Theirs to rename is only their owner's, which no pgTAP file is.
  await withClient(database.superuser, async (client) => {
    await client.query("alter table auth.sessions rename to sessions_gone");
    await client.query("alter table auth.audit_log_entries rename to audit_log_gone");
  });
});
afterAll(() => database.drop());

const rows = (sql: string) =>
  withClient(database.owner, async (client) => (await client.query(sql)).rows);

describe("where the sign-in service keeps neither sessions nor a log", () => {
  test("the rules say so, each in one row, and the others run", async () => {
    const found = await rows("select rule, status, message from ops.check_auth() order by rule");
    expect(found).toEqual([
      {
        rule: "auth_log_bursts",
        status: "unknown",
        message: "auth.audit_log_entries is absent",
      },
      {
        rule: "inactive_user_session",
        status: "skipped",
        message: "skipped: table auth.sessions is absent",
      },
    ]);
  });

  test("a verification is unknown, never passed", async () => {
    await rows("insert into public.login_attempts (email, success) values ('a@x.example', true)");
    const [line] = await rows("select * from ops.verify_auth() where step like '%session%'");
    expect(line).toMatchObject({ state: "unknown", message: "auth.sessions is absent" });
    const trial = await rows("select state, message from ops.trial_login(sample.a_user())");
    expect(trial[0]).toEqual({
      state: "unknown",
      message: "auth.sessions is absent or cannot be read",
    });
  });

  test("a baseline keeps no number, and the view of sessions is an error that says why", async () => {
    const measured = await rows("select measure, value from ops.take_baseline('auth', 'why')");
    const sessions = measured.find(({ measure }) => measure === "new_sessions");
    expect(sessions?.value ?? null).toBeNull();
    await expect(rows("select * from ops.login_session")).rejects.toMatchObject({
      code: "OP013",
      detail: "it is absent",
    });
  });
});
