-- How much an incident touches.
create or replace function ops._report_scope(given ops.incident)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(format('- %s: %s rows%s, %s still open, first seen %s', s.rule, s.rows,
            ' (' || ops._metres(s.metres) || ' m)', s.open, s.first_seen), E'\n' order by s.rule) || E'\n', '')
        || format('- customers and orders: `select ops.affected_csv(%s)`', (given).id)
    from (
        select f.rule, count(*) as rows, sum(f.size) as metres, count(*) filter (where f.resolved_at is null) as open,
            to_char(min(f.first_seen) at time zone ops.setting('time_zone'), 'YYYY-MM-DD HH24:MI') as first_seen
        from ops.finding as f
        where f.incident = (given).id and f.kind <> 'writer'
        group by f.rule
    ) as s
$$;
comment on function ops._report_scope(ops.incident) is 'Rows and metres a rule.';
revoke all on function ops._report_scope(ops.incident) from public;
