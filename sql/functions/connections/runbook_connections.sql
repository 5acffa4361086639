-- What to do when the application cannot reach its database (runbook 1).
create or replace function ops.runbook_connections()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "connections",
  "title": "Database connection failures",
  "section": 1,
  "detect": [
    {
      "line": "Error logs: PGRST errors, connection time-outs",
      "call": null,
      "manual": "What the server counts itself is in the check: select * from ops.check_connections()\nPostgREST writes its errors outside the database: Dashboard → Logs → PostgREST, and Logs → Postgres for \"too many clients\" and \"canceling statement\"."
    },
    {
      "line": "Dashboard: Supabase health status red",
      "call": "lotastro-ops doctor",
      "manual": null
    },
    {
      "line": "User reports: \"Unable to load data\"",
      "call": "lotastro-ops doctor",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check Supabase Dashboard → Database → Health",
      "call": null,
      "manual": "Open the project's database report in the dashboard: CPU, memory, disk, connections. A full disk or a paused project explains everything else: settle that first."
    },
    {
      "step": 2,
      "line": "Verify connection pool status (max connections)",
      "call": "select * from ops.connection_count",
      "manual": null
    },
    {
      "step": 3,
      "line": "Check for long-running queries",
      "call": "select * from ops.running_statement",
      "manual": null
    },
    {
      "step": 4,
      "line": "If the pool is exhausted, kill idle connections",
      "call": "select * from ops.terminate_idle_sessions(idle => '10 minutes')",
      "manual": null
    },
    {
      "step": 5,
      "line": "If it persists, restart the database from the dashboard",
      "call": null,
      "manual": "A restart erases the evidence, so keep it first:\nselect capture, part, row_count, note from ops.capture('before restart');\nThen Dashboard → Project Settings → General → Restart. Tell the users before: every open session breaks."
    }
  ],
  "verify": [
    {
      "line": "Test query from the application",
      "call": "select * from ops.verify_connections()",
      "manual": null
    },
    {
      "line": "Check error rates in logs",
      "call": "select * from ops.verify_connections() where step = 'Check error rates in logs'",
      "manual": null
    },
    {
      "line": "Verify that a user can load the inventory page",
      "call": "select * from ops.verify_connections() where step = 'Verify user can load inventory page'",
      "manual": null
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_connections() is
    'Runbook 1, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_connections() from public;
grant execute on function ops.runbook_connections() to ops_reader;
