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
      "call": null,
      "manual": "Dashboard → Edge Functions → [function] → Logs, last hour. Note the first error, not the last: what follows is often its echo."
    },
    {
      "line": "API endpoints returning 500",
      "call": null,
      "manual": "select endpoint, status_code, count(*), max(created_at) as last from public.api_request_logs where status_code >= 500 and created_at > now() - interval '1 hour' group by endpoint, status_code order by count(*) desc;\nMost failures are never written there: no rows is no proof of health."
    },
    {
      "line": "Webhook deliveries failing",
      "call": null,
      "manual": "select s.endpoint_url, s.is_active, s.failure_count, count(d.id) filter (where not d.success) as failed, count(d.id) filter (where not d.success and d.next_retry_at <= now()) as due from public.webhook_subscriptions as s left join public.webhook_deliveries as d on d.subscription_id = s.id group by s.id order by s.failure_count desc;\nIf webhook_deliveries is empty, nothing was ever delivered: the dispatcher's own insert fails without event_type."
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
      "call": null,
      "manual": "They are environment of the functions, not rows of the database:\nsupabase secrets list --project-ref <project>\nNeeded beside these three: SUPABASE_URL, SUPABASE_ANON_KEY, WMS_CRM_HMAC_SECRET or CRM_WEBHOOK_SECRET (16 characters or more), LOVABLE_API_KEY, SITE_URL. Where CRON_SECRET is unset, nearly every scheduled function runs for anybody who calls it."
    },
    {
      "step": 3,
      "line": "Check function deployment status",
      "call": null,
      "manual": "supabase functions list --project-ref <project>\nCompare with the folders in supabase/functions, and verify_jwt with supabase/config.toml (a function without a section there demands a JWT)."
    },
    {
      "step": 4,
      "line": "Test the function manually",
      "call": null,
      "manual": "An anon key alone gets 401 from nearly all of them. Scheduled ones want the header x-cron-secret:\ncurl -i -X POST https://<project>.supabase.co/functions/v1/<name> -H 'Authorization: Bearer <anon key>' -H 'x-cron-secret: <secret>' -H 'Content-Type: application/json' -d '{}'\nThe others want a signed-in user's token as Bearer. This is the real thing: a digest called so is sent."
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
      "call": null,
      "manual": "The call of step 4 answers 200. Read the body too: health-check answers 200 while it reports trouble."
    },
    {
      "line": "Expected side effects occur",
      "call": null,
      "manual": "Look at what it should have written since: public.email_log for mail, public.inventory_snapshots for the daily snapshot, public.webhook_deliveries for webhooks."
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
comment on function ops.runbook_functions() is 'Runbook 3, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_functions() from public;
grant execute on function ops.runbook_functions() to ops_reader;
