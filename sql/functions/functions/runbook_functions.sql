-- What to do when edge functions, webhooks or integrations fail (runbook 3).
create or replace function ops.runbook_functions()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "functions",
  "title": "Edge function failures",
  "section": 3,
  "detect": [
    {
      "line": "Function logs show errors",
      "call": "select * from ops.check_functions()",
      "manual": null
    },
    {
      "line": "API endpoints returning 500",
      "call": "select * from ops.check_rule('api_server_errors')",
      "manual": null
    },
    {
      "line": "Webhook deliveries failing",
      "call": "select * from ops.webhook_state",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check function logs",
      "call": null,
      "manual": "Dashboard → Edge Functions → [function] → Logs; Invocations beside it shows status codes, also of calls that never reached the code (401 from the gateway)."
    },
    {
      "step": 2,
      "line": "Verify that secrets are configured: RESEND_API_KEY, CRON_SECRET, SUPABASE_SERVICE_ROLE_KEY",
      "call": "lotastro-ops invoke process-ocr-queue --probe",
      "manual": null
    },
    {
      "step": 3,
      "line": "Check function deployment status",
      "call": "lotastro-ops functions --config supabase/config.toml",
      "manual": null
    },
    {
      "step": 4,
      "line": "Test the function manually",
      "call": "select * from ops.invoke_function('<function>', reason => 'why')",
      "manual": null
    },
    {
      "step": 5,
      "line": "If the deployment failed, redeploy",
      "call": null,
      "manual": "Through Lovable, or supabase functions deploy <name> --project-ref <project>. A deployment takes verify_jwt from config.toml: test once more afterwards."
    }
  ],
  "verify": [
    {
      "line": "Function returns 200 status",
      "call": "select * from ops.verify_functions()",
      "manual": null
    },
    {
      "line": "Expected side effects occur",
      "call": "select function, state, last_effect, note from ops.app_schedules()",
      "manual": null
    },
    {
      "line": "No errors in function logs",
      "call": null,
      "manual": "Dashboard → Edge Functions → [function] → Logs: none since the call that worked."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_functions() is
    'Runbook 3, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_functions() from public;
grant execute on function ops.runbook_functions() to ops_reader;
