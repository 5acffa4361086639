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
      "manual": "PostgREST writes its errors outside the database: Dashboard → Logs → PostgREST, and Logs → Postgres for \"too many clients\" and \"canceling statement\". What the server counted itself:\nselect sessions, sessions_abandoned, sessions_fatal, sessions_killed, xact_rollback from pg_stat_database where datname = current_database();"
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
      "call": null,
      "manual": "select usename, application_name, state, count(*), current_setting('max_connections') as maximum from pg_stat_activity where backend_type = 'client backend' group by usename, application_name, state order by count(*) desc;\nThe pooler has limits of its own: Dashboard → Database → Connection pooling."
    },
    {
      "step": 3,
      "line": "Check for long-running queries",
      "call": null,
      "manual": "By transaction, with who blocks whom:\nselect pid, pg_blocking_pids(pid) as blocked_by, usename, state, now() - xact_start as in_transaction, now() - state_change as in_state, wait_event_type, wait_event, left(query, 80) as query from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and xact_start is not null order by xact_start;\nA session that is idle in transaction runs nothing and still holds its locks."
    },
    {
      "step": 4,
      "line": "If the pool is exhausted, kill idle connections",
      "call": null,
      "manual": "By state_change, never by query_start: that is when the last statement began, so a session that has just finished a long one would be killed. Look first:\nselect pid, usename, application_name, state, now() - state_change as since from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and state like 'idle%' and state_change < now() - interval '10 minutes' order by state_change;\nLeave authenticator, supabase_* and pooler sessions alone; end the others one at a time, idle in transaction first:\nselect pg_terminate_backend(<pid>);"
    },
    {
      "step": 5,
      "line": "If it persists, restart the database from the dashboard",
      "call": null,
      "manual": "A restart erases the evidence, so keep it first, in psql:\n\\copy (select * from pg_stat_activity) to 'activity.csv' csv header;\n\\copy (select * from pg_locks) to 'locks.csv' csv header;\nThen Dashboard → Project Settings → General → Restart. Tell the users before: every open session breaks."
    }
  ],
  "verify": [
    {
      "line": "Test query from the application",
      "call": null,
      "manual": "Load any list in the application; then lotastro-ops doctor from the machine that had the trouble must end without a line marked fail."
    },
    {
      "line": "Check error rates in logs",
      "call": null,
      "manual": "Twice, a minute apart:\nselect sessions_abandoned, sessions_fatal, sessions_killed, xact_rollback from pg_stat_database where datname = current_database();\nThe figures should hardly move."
    },
    {
      "line": "Verify that a user can load the inventory page",
      "call": null,
      "manual": "Sign in as an ordinary user, not as admin, and open Inventory. It must load well within 8 s, the limit of role authenticated."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_connections() is 'Runbook 1, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_connections() from public;
grant execute on function ops.runbook_connections() to ops_reader;
