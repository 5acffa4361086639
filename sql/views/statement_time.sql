-- The statements of this database that take most of its time.
create or replace view ops.statement_time as
select s.queryid, s.calls, s.mean_ms, s.total_ms, s.share as percent_of_all, s.row_count, s.query
from ops.statements() as s
order by s.total_ms desc, s.queryid;
comment on view ops.statement_time is 'One row a statement that pg_stat_statements has counted; an error where the extension is absent.';
revoke all on ops.statement_time from public;
grant select on ops.statement_time to ops_reader;
