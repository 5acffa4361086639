-- Replication slots that fill the disk or have lost their log.
create or replace function ops.replication_slots(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'pg_catalog.pg_replication_slots',
        jsonb_build_object('slot_name', s.slot_name),
        case when s.wal_status = 'lost'
            then format('slot %s has lost its log: its reader must be set up anew', s.slot_name)
            else format('slot %s %s and keeps %s of log on disk', s.slot_name,
                case when s.active then 'is read slowly' else 'has no reader' end, pg_size_pretty(s.kept_bytes))
        end,
        null::text, null::jsonb, to_jsonb(round(s.kept_bytes)), null::numeric,
        jsonb_build_object('type', s.slot_type, 'wal_status', s.wal_status, 'xmin_age', s.xmin_age),
        format('select pg_drop_replication_slot(%L)  -- only when its reader is gone for good', s.slot_name)
    from ops._replication_slots() as s
    where s.wal_status in ('unreserved', 'lost')
        or s.kept_bytes > ops._threshold('replication_slots', 'megabytes', 1024) * 1048576
$$;
comment on function ops.replication_slots(text[]) is
    'One hit a slot that keeps more than megabytes (1024) of log, or whose wal_status is unreserved or lost.';
revoke all on function ops.replication_slots(text[]) from public;

select ops._define_rule(
    'replication_slots', 'connections', 'P1', 'Major feature broken',
    'No replication slot fills the disk',
    'A slot whose reader is gone keeps all log since: the disk fills up, and then nobody can write.',
    'report', '{"pg_catalog.pg_replication_slots": ["slot_name"]}'
);
