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
      "call": "lotastro-ops keys-check --jwks https://<project>.supabase.co/auth/v1/.well-known/jwks.json",
      "manual": null
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
      "call": "lotastro-ops verify auth --login --email <test account>  -- or in a private window",
      "manual": null
    },
    {
      "line": "Verify session creation in auth logs",
      "call": "select * from ops.verify_auth()",
      "manual": null
    },
    {
      "line": "Check that the user can access protected routes",
      "call": "lotastro-ops verify auth --login --email <test account>  -- or open Inventory and Orders there",
      "manual": null
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_auth() is
    'Runbook 2, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_auth() from public;
grant execute on function ops.runbook_auth() to ops_reader;
