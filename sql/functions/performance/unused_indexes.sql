-- Indexes that nobody has read for long.
create or replace function ops.unused_indexes(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    select u.relid::regclass::text,
        jsonb_build_object('index', u.index::regclass::text),
        left(format('%s takes %s and was not read for %s%s', u.index::regclass, pg_size_pretty(u.bytes),
            ops._lasting(ops.now() - coalesce(u.last_scan, u.counted_since)),
            case when (select count(*) from pg_stat_replication) + (select count(*) from pg_replication_slots) > 0
                then ' here; replicas count their own' else '' end), 100),
        null::text, null::jsonb, to_jsonb(u.bytes), null::numeric,
        jsonb_build_object('scans', u.scans, 'last_scan', u.last_scan, 'counted_since', u.counted_since,
            'definition', pg_get_indexdef(u.index)),
        format('drop index concurrently %s', u.index::regclass)
    from ops._index_use() as u
    where u.bytes >= ops._threshold('unused_indexes', 'kilobytes', 1024) * 1024
        and u.counted_since < ops.now() - make_interval(days => ops._threshold('unused_indexes', 'days', 30)::integer)
        and (u.scans = 0 or u.last_scan < ops.now() - make_interval(days => ops._threshold('unused_indexes',
            'days', 30)::integer))
$$;
comment on function ops.unused_indexes(text[]) is
    'One hit an index of at least kilobytes (1024) without a scan in days (30), once statistics are that old.';
revoke all on function ops.unused_indexes(text[]) from public;

select ops._define_rule(
    'unused_indexes', 'performance', 'P3', 'Minor issues',
    'Indexes that take space are read',
    'Each insert and most updates write it for nothing, and it makes VACUUM longer.',
    'report', '{"pg_catalog.pg_index": ["indkey"]}'
);
