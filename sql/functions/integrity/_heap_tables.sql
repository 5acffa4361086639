-- The application's tables that have pages of their own, all or those named, smallest first.
create or replace function ops._heap_tables(tables text[])
returns table (relid oid, relname text, bytes bigint)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_named oid[];
    v_other text;
begin
    select array_agg(w.relid), min(w.name) filter (where r.relid is null)
    into v_named, v_other
    from (select coalesce(n.name, 'null') as name, ops._relation(n.name)::oid as relid from unnest(tables) as n (name)) as w
    left join ops._app_relations('{r,m}') as r
        on r.relid = w.relid;
    if v_other is not null then
        perform ops._fail('OP005', format('there is no table %s of the application', v_other),
            'tables are written with their schema: public.lots; of a partitioned one its partitions', 'select * from ops.table_size');
    end if;
    return query
        select r.relid, r.relname, pg_relation_size(r.relid)
        from ops._app_relations('{r,m}') as r
        join pg_class as c
            on c.oid = r.relid
        join pg_am as a
            on a.oid = c.relam and a.amname = 'heap'
        where case when tables is null then c.relpersistence = 'p' or not pg_is_in_recovery() else r.relid = any (v_named) end
        order by 3, 2;
end
$$;
comment on function ops._heap_tables(text[]) is 'OP005 for a name that is none of them. On a standby unlogged tables cannot be read.';
revoke all on function ops._heap_tables(text[]) from public;
