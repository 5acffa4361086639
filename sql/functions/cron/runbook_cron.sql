-- What to do when scheduled work does not happen (runbook 9).
create or replace function ops.runbook_cron()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "cron",
  "title": "Scheduled job failures",
  "section": 9,
  "detect": [
    {
      "line": "Scheduled tasks not running",
      "call": "select * from ops.check_cron()",
      "manual": null
    },
    {
      "line": "Digests not sent on schedule",
      "call": null,
      "manual": "select c.digest_type, c.last_sent_at, max(l.sent_at) as last_in_log from public.email_digest_configs as c left join public.email_log as l on l.digest_type = c.digest_type and l.status = 'sent' group by c.digest_type, c.last_sent_at order by c.last_sent_at nulls first;"
    },
    {
      "line": "Forecast not updating",
      "call": null,
      "manual": "select f.status, count(*) from public.forecast_runs as f group by f.status;\nLook at the newest rows too. A forecast is started by a signed-in user, not by a schedule, and one left running by a crash is never ended by itself."
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check that the CRON secret is configured correctly",
      "call": null,
      "manual": "The list of secrets (supabase secrets list) shows whether CRON_SECRET is set. Functions compare it with the header x-cron-secret: call a harmless one with a wrong secret, and 401 is right. 200 means that it is not set there and anybody may run it."
    },
    {
      "step": 2,
      "line": "Verify CRON endpoints in config.toml",
      "call": null,
      "manual": "config.toml holds no schedule, only verify_jwt. The schedules live in pg_cron (select * from cron.job) and with whatever calls from outside: find out which, for several documented ones are scheduled nowhere."
    },
    {
      "step": 3,
      "line": "Check function logs for each scheduled function",
      "call": null,
      "manual": "Dashboard → Edge Functions → [function] → Logs and Invocations: no invocation at the hour means that nobody called it."
    },
    {
      "step": 4,
      "line": "Manually trigger the function to test",
      "call": null,
      "manual": "The secret goes into x-cron-secret, not into Authorization:\ncurl -i -X POST https://<project>.supabase.co/functions/v1/<name> -H 'Authorization: Bearer <anon key>' -H 'x-cron-secret: <secret>' -H 'Content-Type: application/json' -d '{}'\nIt does its work: digests and reminders go out."
    },
    {
      "step": 5,
      "line": "Check the Supabase cron schedule configuration",
      "call": "select * from ops.verify_cron()",
      "manual": null
    }
  ],
  "verify": [
    {
      "line": "Manual trigger succeeds",
      "call": null,
      "manual": "The call of step 4 answers 200, and its effect is there."
    },
    {
      "line": "Next scheduled run executes",
      "call": "select * from ops.verify_cron() where step = 'Next scheduled run executes'",
      "manual": null
    },
    {
      "line": "Expected side effects occur",
      "call": null,
      "manual": "The trace that each leaves: email_log for digests and reminders, forecast_runs for the forecast, and for the daily snapshot:\nselect max(snapshot_date) from public.inventory_snapshots;"
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_cron() is 'Runbook 9, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_cron() from public;
grant execute on function ops.runbook_cron() to ops_reader;
