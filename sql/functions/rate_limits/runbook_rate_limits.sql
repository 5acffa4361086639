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
      "call": null,
      "manual": "select name, service, key_prefix, is_active, expires_at, last_used_at, rate_limit_per_minute from public.api_keys order by last_used_at desc nulls last;\nA 401 can also mean expired, inactive, or a gateway that demands a JWT as well (the function has no section in config.toml)."
    },
    {
      "line": "api_request_logs showing high volume",
      "call": null,
      "manual": "select date_trunc('minute', created_at) as minute, api_key_id, count(*) from public.api_request_logs where created_at > now() - interval '1 hour' group by minute, api_key_id order by count(*) desc limit 20;\nOnly accepted calls are counted, and anybody may insert rows."
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check the current rate limit status",
      "call": null,
      "manual": "Each key against its own limit:\nselect k.id, k.name, k.rate_limit_per_minute as allowed, count(l.id) as used, max(l.created_at) as last from public.api_keys as k left join public.api_request_logs as l on l.api_key_id = k.id and l.created_at > now() - interval '1 minute' group by k.id order by used desc;\nA limit of null or 0 is no limit."
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
      "call": null,
      "manual": "Never lower by mistake, never touch one without a limit:\nupdate public.api_keys set rate_limit_per_minute = greatest(rate_limit_per_minute, 120) where id = '<id>' and rate_limit_per_minute > 0 returning name, rate_limit_per_minute;\nIt leaves no audit row: write down who and why."
    },
    {
      "step": 4,
      "line": "If it is abuse, revoke the key",
      "call": null,
      "manual": "update public.api_keys set is_active = false where id = '<id>' returning name, service;\nIt holds at once and leaves no audit row: write down who and why, and tell the owner of the integration."
    }
  ],
  "verify": [
    {
      "line": "API calls succeeding",
      "call": null,
      "manual": "select created_at, endpoint, status_code from public.api_request_logs where api_key_id = '<id>' order by created_at desc limit 10;\nRows keep coming."
    },
    {
      "line": "Rate within limits",
      "call": null,
      "manual": "The statement of step 1 again: used stays below allowed."
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
comment on function ops.runbook_rate_limits() is 'Runbook 10, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_rate_limits() from public;
grant execute on function ops.runbook_rate_limits() to ops_reader;
