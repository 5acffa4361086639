-- What to do when pages and queries are slow (runbook 7).
create or replace function ops.runbook_performance()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "performance",
  "title": "Performance degradation",
  "section": 7,
  "detect": [
    {
      "line": "Slow page loads (> 3 s)",
      "call": "select * from ops.verify_performance()",
      "manual": null
    },
    {
      "line": "Database queries timing out",
      "call": null,
      "manual": "Dashboard → Logs → Postgres: \"canceling statement due to statement timeout\". The limits, per role:\nselect r.rolname, s.setconfig from pg_db_role_setting as s join pg_roles as r on r.oid = s.setrole;"
    },
    {
      "line": "High CPU or memory in Supabase",
      "call": null,
      "manual": "Not visible from SQL: the project's database report in the dashboard. Disk I/O at its limit looks like slow queries too."
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Identify slow queries",
      "call": "select * from ops.statement_time limit 10",
      "manual": null
    },
    {
      "step": 2,
      "line": "Check for missing indexes on filtered columns",
      "call": "select * from ops.check_rule('foreign_key_without_index')",
      "manual": null
    },
    {
      "step": 3,
      "line": "Analyze table statistics",
      "call": "select * from ops.analyze_tables()",
      "manual": null
    },
    {
      "step": 4,
      "line": "Check for table bloat",
      "call": null,
      "manual": "Dead rows matter against what autovacuum waits for:\nselect relname, n_dead_tup, round(50 + 0.2 * n_live_tup) as autovacuum_at, last_autovacuum from pg_stat_user_tables where n_dead_tup > 50 + 0.2 * n_live_tup order by n_dead_tup desc;\nIf a table stays there, an old transaction holds its rows:\nselect pid, usename, state, xact_start from pg_stat_activity where backend_xmin is not null order by age(backend_xmin) desc limit 5;"
    },
    {
      "step": 5,
      "line": "If bloated, schedule VACUUM",
      "call": null,
      "manual": "As the owner, and as a statement of its own, not within a transaction nor a function:\nvacuum (analyze) public.lots;\nIt stops neither reads nor writes; vacuum full stops both."
    }
  ],
  "verify": [
    {
      "line": "Page load times < 2 s",
      "call": "select * from ops.verify_performance() where step = 'Page load times < 2s'",
      "manual": null
    },
    {
      "line": "Query times return to baseline",
      "call": "select * from ops.verify_performance() where step = 'Query times return to baseline'",
      "manual": null
    },
    {
      "line": "No timeout errors in logs",
      "call": null,
      "manual": "Dashboard → Logs → Postgres, search \"statement timeout\" since the repair."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_performance() is
    'Runbook 7, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_performance() from public;
grant execute on function ops.runbook_performance() to ops_reader;
