-- Bad ends of sessions and transactions beside all of them, since the newest baseline.
create or replace function ops._failed_sessions()
returns table (measure text, bad numeric, total numeric, noun text, ended text, since timestamptz, at_least numeric,
    percent numeric)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with counted as materialized (select c.* from ops._counters_since() as c)
    select k.measure, b.value, greatest(t.value, b.value), k.noun, k.ended, b.since, k.at_least, k.percent
    from (values
        ('sessions_abandoned', 'sessions', 'sessions', 'were abandoned', 20, 5),
        ('sessions_fatal', 'sessions', 'sessions', 'ended by a fatal error', 20, 5),
        ('sessions_killed', 'sessions', 'sessions', 'were killed', 20, 5),
        ('rollbacks', 'commits', 'transactions', 'rolled back', 1000, 20)
    ) as k (measure, of, noun, ended, at_least, percent)
    join counted as b
        on b.measure = k.measure
    join (
        select c.measure, c.value + case when c.measure = 'commits'
                then (select r.value from counted as r where r.measure = 'rollbacks') else 0 end as value
        from counted as c
    ) as t
        on t.measure = k.of
    where b.value > 0
$$;
comment on function ops._failed_sessions() is
    'One row a kind of bad end that happened at all, with the limits that rule failed_sessions goes by.';
revoke all on function ops._failed_sessions() from public;
