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
      "call": null,
      "manual": "In the browser: F12 → Network, sort by time. A slow call to /rest/v1/ is the database, to /functions/v1/ an edge function, anything else the network."
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
      "call": null,
      "manual": "By their share of all time; the columns mean_time and total_time are gone since PostgreSQL 13:\nselect left(query, 100) as query, calls, round(mean_exec_time::numeric, 1) as mean_ms, round((100 * total_exec_time / sum(total_exec_time) over ())::numeric, 1) as percent from extensions.pg_stat_statements where toplevel and dbid = (select oid from pg_database where datname = current_database()) order by total_exec_time desc limit 10;"
    },
    {
      "step": 2,
      "line": "Check for missing indexes on filtered columns",
      "call": null,
      "manual": "Foreign keys without one, largest table first:\nselect c.conrelid::regclass as child, c.conname from pg_constraint as c where c.contype = 'f' and not exists (select from pg_index as i where i.indrelid = c.conrelid and i.indisvalid and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey) order by pg_relation_size(c.conrelid) desc;\nAdd one with create index concurrently, outside a transaction."
    },
    {
      "step": 3,
      "line": "Analyze table statistics",
      "call": null,
      "manual": "As the owner, for others only get a warning and nothing happens:\nanalyze public.lots, public.rolls, public.orders, public.order_lots, public.reservations, public.reservation_lines, public.audit_logs, public.email_log, public.api_request_logs, public.count_rolls;"
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
      "call": null,
      "manual": "F12 → Network on Inventory and Orders as an ordinary user, three times: the first load fills caches."
    },
    {
      "line": "Query times return to baseline",
      "call": null,
      "manual": "Note mean_exec_time of the slow statement, wait for a hundred calls, compare:\nselect calls, mean_exec_time from extensions.pg_stat_statements where queryid = <queryid>;"
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
comment on function ops.runbook_performance() is 'Runbook 7, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_performance() from public;
grant execute on function ops.runbook_performance() to ops_reader;
