-- Keeps once a day what the database, this package and the largest tables weigh.
create or replace function ops.note_sizes()
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
set jit = off
as $$
declare
    v_tables integer;
begin
    if exists (select from ops.daily_size as d where d.day = ops.today()) then
        return 'known for today';
    end if;
    insert into ops.daily_size (day, kind, relation, bytes, reclaimable_bytes, taken_at)
    with relation as materialized (
        select b.on_table, b.bytes, greatest(b.reclaimable_bytes, 0) as reclaimable
        from ops._bloat_rows(1048576) as b
    ),
    largest as (
        select r.on_table, sum(r.bytes) as bytes, sum(r.reclaimable) as reclaimable
        from relation as r
        where r.on_table !~ '^ops\.'
        group by r.on_table
        order by sum(r.bytes) desc, r.on_table
        limit 25
    )
    select ops.today(), 'database', '', pg_database_size(current_database()), (select sum(r.reclaimable) from relation as r), ops.now()
    union all
    -- the catalog's own count: asking each file would wait for an installation under way
    select ops.today(), 'package', '', sum(c.relpages::bigint) * current_setting('block_size')::bigint, null, ops.now()
    from pg_class as c
    where c.relkind in ('r', 'i', 't') and (c.relnamespace = 'ops'::regnamespace
        or c.oid in (select t.reltoastrelid from pg_class as t where t.relnamespace = 'ops'::regnamespace)
        or c.oid in (select i.indexrelid from pg_index as i join pg_class as t on t.reltoastrelid = i.indrelid
            where t.relnamespace = 'ops'::regnamespace))
    union all
    select ops.today(), 'table', l.on_table, l.bytes, l.reclaimable, ops.now()
    from largest as l
    on conflict do nothing;
    get diagnostics v_tables = row_count;
    return format('%s sizes kept', v_tables);
end
$$;
comment on function ops.note_sizes() is 'What was kept: the first call of a day writes, later ones do nothing. Of the application''s tables the 25 largest.';
revoke all on function ops.note_sizes() from public;
grant execute on function ops.note_sizes() to ops_operator;
