-- Indexes of which REINDEX would give back a large part.
create or replace function ops.index_bloat(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
set jit = off
as $$
declare
    v_percent numeric := ops._threshold('index_bloat', 'percent', 40);
    v_bytes bigint := ops._threshold('index_bloat', 'megabytes', 64) * 1048576;
begin
    return query
        select b.relation,
            jsonb_build_object('relation', b.relation),
            left(format('%s: %s of %s (%s %%) %s', b.relation,
                pg_size_pretty(b.reclaimable_bytes), pg_size_pretty(b.bytes), round(b.percent), case
                    when b.method = 'statistics' then 'may be empty, by its statistics: measure it'
                    else 'is empty; REINDEX gives it back'
                end), 100),
            null::text,
            to_jsonb((b.bytes - b.reclaimable_bytes)::text),
            to_jsonb(b.bytes::text),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'on', b.on_table, 'kind', b.kind, 'reclaimable_bytes', b.reclaimable_bytes, 'percent', b.percent,
                'standard_error', b.standard_error, 'method', b.method, 'confidence', b.confidence,
                'measured_at', b.measured_at, 'age', date_trunc('second', ops.now() - b.measured_at), 'helps', 'reindex'
            )),
            case
                when b.method = 'statistics' then format('select * from ops.measure_relation_bloat(%L)', b.relation)
                else format('select * from ops.repair_bloat(relation => %L)', b.relation)
            end
        from ops._bloat_rows(v_bytes) as b
        where b.kind = 'btree'
            -- what is left when the measure errs by two standard errors; an estimate by ten points
            and b.percent - coalesce(2 * b.standard_error, 10) > v_percent
            and b.reclaimable_bytes > v_bytes
            and (keys is null or b.relation = any (keys));
end
$$;
comment on function ops.index_bloat(text[]) is
    'More than percent (40) and megabytes (64) reclaimable, by a measure less two standard errors, or by statistics '
    'less ten points.';
revoke all on function ops.index_bloat(text[]) from public;
select ops._define_rule(
    name => 'index_bloat',
    area => 'performance',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An index holds little space that REINDEX would give back',
    why => 'Lookups read more pages, and more of memory goes to an index that is mostly empty.',
    repair_class => 'report',
    reads => '{"pg_catalog.pg_class": ["reltuples", "relpages"]}'
);
