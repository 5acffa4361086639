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
      "call": "select * from ops.check_rule('overdue_effects')",
      "manual": null
    },
    {
      "line": "Forecast not updating",
      "call": "select * from ops.app_schedules() where function = 'forecast-engine'",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check that the CRON secret is configured correctly",
      "call": "lotastro-ops invoke process-ocr-queue --probe",
      "manual": null
    },
    {
      "step": 2,
      "line": "Verify CRON endpoints in config.toml",
      "call": "lotastro-ops functions --config supabase/config.toml",
      "manual": null
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
      "call": "select * from ops.invoke_function('<function>', reason => 'why')",
      "manual": null
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
      "call": "select * from ops.verify_functions()",
      "manual": null
    },
    {
      "line": "Next scheduled run executes",
      "call": "select * from ops.verify_cron() where step = 'Next scheduled run executes'",
      "manual": null
    },
    {
      "line": "Expected side effects occur",
      "call": "select function, state, last_effect, note from ops.app_schedules()",
      "manual": null
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_cron() is
    'Runbook 9, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_cron() from public;
grant execute on function ops.runbook_cron() to ops_reader;
