-- Indexes that only speed up reading, with how often each was read and since when that is counted.
create or replace function ops._index_use()
returns table (index oid, relid oid, bytes bigint, scans bigint, last_scan timestamptz, counted_since timestamptz)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    select s.indexrelid, s.relid, pg_relation_size(s.indexrelid), s.idx_scan,
        -- from PostgreSQL 16 on
        (to_jsonb(s) ->> 'last_idx_scan')::timestamptz,
        coalesce(d.stats_reset, pg_postmaster_start_time())
    from pg_stat_user_indexes as s
    join pg_index as i
        on i.indexrelid = s.indexrelid
    join ops._app_relations('{i}') as r
        on r.relid = s.indexrelid
    join pg_stat_database as d
        on d.datname = current_database()
    where not i.indisunique
        and not i.indisexclusion
        and not i.indisreplident
        and i.indisvalid
        -- one that a foreign key needs is read only when a parent row goes
        and not exists (
            select from pg_constraint as k
            where k.contype = 'f' and k.conrelid = i.indrelid and k.conkey[1] = i.indkey[0]
        )
$$;
comment on function ops._index_use() is
    'One row an index that keeps no constraint and serves no foreign key. Where statistics were never reset they '
    'count from the server''s start at the latest.';
revoke all on function ops._index_use() from public;
