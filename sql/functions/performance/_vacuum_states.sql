-- Dead rows of each table against the number at which autovacuum comes, and what keeps it away.
create or replace function ops._vacuum_states()
returns setof ops.vacuum_state
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    with stat as materialized (
        select s.* from pg_stat_all_tables as s where s.n_dead_tup > 0
    )
    select s.relid::regclass::text,
        s.n_dead_tup,
        s.n_live_tup,
        d.due_at,
        greatest(s.last_vacuum, s.last_autovacuum),
        u.since,
        case when current_setting('autovacuum') = 'off' then 'server' when not o.enabled then 'table' end,
        h.holder,
        h.kind,
        h.since,
        exists (select from pg_stat_progress_vacuum as p where p.relid = s.relid),
        c.relpages::bigint * 8192
    from stat as s
    join pg_class as c
        on c.oid = s.relid
    cross join lateral (
        select max(r.option_value) filter (where r.option_name = 'autovacuum_vacuum_threshold') as threshold,
            max(r.option_value) filter (where r.option_name = 'autovacuum_vacuum_scale_factor') as factor,
            max(r.option_value) filter (where r.option_name = 'autovacuum_vacuum_max_threshold') as most,
            coalesce(bool_and(r.option_value::boolean)
                filter (where r.option_name = 'autovacuum_enabled'), true) as enabled
        from pg_options_to_table(c.reloptions) as r
    ) as o
    cross join lateral (
        select floor(least(
            coalesce(o.threshold, current_setting('autovacuum_vacuum_threshold'))::numeric
                + coalesce(o.factor, current_setting('autovacuum_vacuum_scale_factor'))::numeric * greatest(c.reltuples, 0)::numeric,
            -- from 18; -1 sets no limit
            nullif(coalesce(o.most, current_setting('autovacuum_vacuum_max_threshold', true))::numeric, -1)
        ))::bigint as due_at
    ) as d
    left join ops.vacuum_due as u
        on u.relation_oid = s.relid and u.since > coalesce(greatest(s.last_vacuum, s.last_autovacuum), '-infinity')
    cross join ops._vacuum_holder() as h
    where s.schemaname not in ('pg_catalog', 'information_schema')
        and c.relpersistence <> 't'
        and s.n_dead_tup > d.due_at
$$;
comment on function ops._vacuum_states() is 'Tables, TOAST tables among them, above their number of dead rows.';
revoke all on function ops._vacuum_states() from public;
