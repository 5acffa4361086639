-- What to do when people cannot sign in (runbook 2).
create or replace function ops.runbook_auth()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "auth",
  "title": "Authentication failures",
  "section": 2,
  "detect": [
    {
      "line": "Auth logs show repeated 401/403 errors",
      "call": null,
      "manual": "Dashboard → Logs → Auth. In the database, where it is kept:\nselect created_at, payload ->> 'action' as action, payload ->> 'actor_username' as who, ip_address from auth.audit_log_entries order by created_at desc limit 50;\nNo rows may mean that it is switched off, not that all is well."
    },
    {
      "line": "Users report \"Unable to login\"",
      "call": null,
      "manual": "Ask the application's own rule for the person:\nselect * from public.check_login_rate_limit('<address>', 5, 15);\nFive failures within 15 minutes lock; the lock ends 15 minutes after the last failure, and each further try extends it."
    },
    {
      "line": "Rate limiting triggered excessively",
      "call": null,
      "manual": "select email, count(*) as failures, count(distinct ip_address) as addresses, max(attempted_at) as last from public.login_attempts where not success and attempted_at > now() - interval '15 minutes' group by email having count(*) >= 5 order by failures desc;\nAnybody may record a failed login for any address: many locked people at once can be malice."
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check Supabase auth logs",
      "call": null,
      "manual": "There is no table auth_logs: it is a name of the dashboard's Logs Explorer. Read Dashboard → Logs → Auth, or auth.audit_log_entries in the database."
    },
    {
      "step": 2,
      "line": "Verify that the JWT secret has not changed",
      "call": null,
      "manual": "Dashboard → Project Settings → JWT Keys: see when keys were last rotated. After a change every old token answers 401 until people sign in again, and the anon and service keys stored in functions and integrations must be replaced."
    },
    {
      "step": 3,
      "line": "Check for expired sessions",
      "call": null,
      "manual": "Not in profiles, which holds no sessions:\nselect user_id, created_at, refreshed_at, not_after from auth.sessions where not_after < now() order by not_after desc limit 50;"
    },
    {
      "step": 4,
      "line": "If rate-limited, check login_attempts",
      "call": null,
      "manual": "Failures only, and only the 15 minutes that count:\nselect email, ip_address, attempted_at, success from public.login_attempts where email = lower(trim('<address>')) order by attempted_at desc limit 20;\nRows older than a day are gone: each attempt purges them."
    },
    {
      "step": 5,
      "line": "Clear the rate limit of a legitimate user",
      "call": null,
      "manual": "As postgres or service_role; for an application user, even an admin, row security deletes nothing without saying so:\ndelete from public.login_attempts where email = lower(trim('<address>')) and not success and attempted_at > now() - interval '15 minutes';\nExpect at least 5 rows. Leave the other rows: they are evidence."
    }
  ],
  "verify": [
    {
      "line": "Test login with known good credentials",
      "call": null,
      "manual": "Sign in as the person who reported it, or with the test account, in a private window so that no old token helps."
    },
    {
      "line": "Verify session creation in auth logs",
      "call": null,
      "manual": "select user_id, created_at from auth.sessions order by created_at desc limit 5;\nIt must show the login just made."
    },
    {
      "line": "Check that the user can access protected routes",
      "call": null,
      "manual": "In that window open Inventory and Orders. Empty lists for a person who should see rows point to roles that disagree: compare role in public.profiles with public.user_roles for that user_id."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_auth() is 'Runbook 2, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_auth() from public;
grant execute on function ops.runbook_auth() to ops_reader;
