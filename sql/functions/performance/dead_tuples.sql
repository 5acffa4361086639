-- Tables whose dead rows stay, because no vacuum comes or none can remove them.
create or replace function ops.dead_tuples(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_times numeric := ops._threshold('dead_tuples', 'times', 2);
    v_rows numeric := ops._threshold('dead_tuples', 'rows', 1000);
    v_held interval := make_interval(mins => ops._threshold('dead_tuples', 'held_minutes', 10)::integer);
    v_due interval := make_interval(mins => ops._threshold('dead_tuples', 'due_minutes', 30)::integer);
begin
    return query
        select s.relation,
            jsonb_build_object('relation', s.relation),
            left(format('%s has %s dead rows, autovacuum is due at %s; %s', s.relation, s.dead, s.due_at, case c.cause
                when 'autovacuum_off' then format('it is off for the %s', s.autovacuum_off)
                when 'autovacuum_behind' then 'none has come'
                else s.holder || ' keeps them'
            end), 100),
            c.cause,
            to_jsonb(s.due_at::text),
            to_jsonb(s.dead::text),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'live', s.live, 'bytes', s.bytes, 'last_vacuum', s.last_vacuum, 'due_since', s.due_since,
                'holder', s.holder, 'held_since', s.held_since, 'helps', 'vacuum'
            )),
            format('select * from ops.repair_bloat(relation => %L)', s.relation)
        from ops._vacuum_states() as s
        cross join lateral (
            select case
                when s.autovacuum_off is not null then 'autovacuum_off'
                -- a vacuum has been since it began, and the rows are still there
                when s.held_since < ops.now() - v_held and s.held_since < s.last_vacuum then 'held_by_' || s.holder_kind
                when s.due_since < ops.now() - v_due then 'autovacuum_behind'
            end as cause
        ) as c
        where c.cause is not null
            and s.dead > v_times * s.due_at
            and s.dead > v_rows
            and not s.being_vacuumed
            and (keys is null or s.relation = any (keys));
end
$$;
comment on function ops.dead_tuples(text[]) is
    'Above times (2) x the table''s own autovacuum number and rows (1000), and either autovacuum is off, or a '
    'snapshot older than held_minutes (10) outlived a vacuum, or it was seen so due_minutes (30) ago.';
revoke all on function ops.dead_tuples(text[]) from public;
select ops._define_rule(
    name => 'dead_tuples',
    area => 'performance',
    severity => 'P2',
    example => 'Slow queries',
    title => 'Dead rows are removed before they slow a table down',
    why => 'Every scan reads past them, the visibility map stays empty, and the space is not used again: pages get slow, then slower.',
    repair_class => 'report',
    causes => array['autovacuum_off', 'held_by_session', 'held_by_prepared', 'held_by_standby', 'held_by_slot',
        'autovacuum_behind'],
    reads => '{"pg_catalog.pg_stat_all_tables": ["relid", "n_dead_tup", "n_live_tup", "last_vacuum", "last_autovacuum"]}'
);
