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
      "call": "select * from ops.check_rule('auth_log_bursts')",
      "manual": null
    },
    {
      "line": "Users report \"Unable to login\"",
      "call": "select * from ops.login_window",
      "manual": null
    },
    {
      "line": "Rate limiting triggered excessively",
      "call": "select * from ops.check_auth()",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check Supabase auth logs",
      "call": "select * from ops.check_auth()",
      "manual": null
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
      "call": "select * from ops.login_session",
      "manual": null
    },
    {
      "step": 4,
      "line": "If rate-limited, check login_attempts",
      "call": "select * from ops.login_window",
      "manual": null
    },
    {
      "step": 5,
      "line": "Clear the rate limit of a legitimate user",
      "call": "select * from ops.clear_login_lockout('<e-mail>', 'why')",
      "manual": null
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
      "call": "select * from ops.verify_auth()",
      "manual": null
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
