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
      "call": null,
      "manual": "Only some run in pg_cron:\nselect j.jobname, j.schedule, j.active, max(d.start_time) filter (where d.status = 'succeeded') as last_good from cron.job as j left join cron.job_run_details as d on d.jobid = j.jobid group by j.jobid, j.jobname, j.schedule, j.active;\nThere succeeded means that the request was queued; its answer:\nselect created, status_code, error_msg from net._http_response order by created desc limit 20;"
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
      "call": null,
      "manual": "select jobid, jobname, schedule, active, database, username, command ~ 'Bearer ey' as token_in_clear from cron.job order by jobname;\nTimes are UTC. A token in clear can be read by everyone who reads cron.job: replace it."
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
      "call": null,
      "manual": "After its next hour, or the function's invocations for those called from outside:\nselect status, return_message, start_time from cron.job_run_details order by start_time desc limit 5;"
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
comment on function ops.runbook_cron() is 'Runbook 9, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_cron() from public;
grant execute on function ops.runbook_cron() to ops_reader;
