-- What the server has counted since the newest baseline, or since the reset of statistics where there is none.
create or replace function ops._counters_since()
returns table (measure text, value numeric, since timestamptz)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c.measure,
        case when r.is_fit then c.value - b.value else c.value end,
        case when r.is_fit then b.taken_at end
    from ops._database_counters() as c
    cross join lateral ops._baseline('connections', c.measure) as b
    cross join (
        -- one counter below its baseline: all were reset in between
        select coalesce(bool_and(n.value >= l.value), false) as is_fit
        from ops._database_counters() as n
        cross join lateral ops._baseline('connections', n.measure) as l
    ) as r
$$;
comment on function ops._counters_since() is 'since is null when the value counts from the reset of statistics.';
revoke all on function ops._counters_since() from public;
