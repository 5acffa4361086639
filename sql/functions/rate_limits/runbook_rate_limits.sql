-- What to do when integrations are turned away (runbook 10).
create or replace function ops.runbook_rate_limits()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "rate_limits",
  "title": "API rate limiting",
  "section": 10,
  "detect": [
    {
      "line": "429 errors in API logs",
      "call": null,
      "manual": "Look for 401: that is what the limiter answers, and it writes no row. Dashboard → Edge Functions → api-… → Invocations shows them, the database cannot."
    },
    {
      "line": "External integrations failing",
      "call": "select * from ops.check_rate_limits()",
      "manual": null
    },
    {
      "line": "api_request_logs showing high volume",
      "call": "select * from ops.api_key_use",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check the current rate limit status",
      "call": "select * from ops.api_key_use",
      "manual": null
    },
    {
      "step": 2,
      "line": "Identify the offending API key",
      "call": null,
      "manual": "The first row of step 1; what it asks for:\nselect endpoint, method, count(*) from public.api_request_logs where api_key_id = '<id>' and created_at > now() - interval '1 hour' group by endpoint, method order by count(*) desc;"
    },
    {
      "step": 3,
      "line": "If it is legitimate traffic, increase the rate limit",
      "call": "select * from ops.set_api_rate_limit('<key>', 120, 'why')",
      "manual": null
    },
    {
      "step": 4,
      "line": "If it is abuse, revoke the key",
      "call": "select * from ops.revoke_api_key('<key>', 'why')",
      "manual": null
    }
  ],
  "verify": [
    {
      "line": "API calls succeeding",
      "call": "select * from ops.verify_rate_limits()",
      "manual": null
    },
    {
      "line": "Rate within limits",
      "call": "select * from ops.verify_rate_limits()",
      "manual": null
    },
    {
      "line": "No 429 errors in logs",
      "call": null,
      "manual": "Nor 401: Dashboard → Edge Functions → api-… → Invocations since the change."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_rate_limits() is
    'Runbook 10, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_rate_limits() from public;
grant execute on function ops.runbook_rate_limits() to ops_reader;
