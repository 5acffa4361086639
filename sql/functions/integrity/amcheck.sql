-- Looks with amcheck whether the application's btree indexes are sound, smallest first, as far as the time reaches.
create or replace function ops.amcheck(budget interval default '30 s', against_table boolean default false)
returns table (index_name text, state text, detail text, bytes bigint)
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
-- names come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_schema text;
    v_until constant timestamptz := clock_timestamp() + budget;
    v_index record;
begin
    if budget is null or budget < interval '0' then
        perform ops._fail('OP005', 'a time does not fit', format('budget %s', budget), 'select * from ops.amcheck(''30 s'')');
    end if;
    v_schema := ops._require_amcheck('bt_index_check(regclass, boolean)');
    for v_index in
        select r.relname, r.relid::regclass as relation, pg_relation_size(r.relid) as bytes
        from ops._app_relations('{i}') as r
        join pg_class as c
            on c.oid = r.relid
        join pg_am as a
            on a.oid = c.relam and a.amname = 'btree'
        join pg_index as i
            on i.indexrelid = r.relid and i.indisvalid and i.indisready
        -- an index of an unlogged table may be empty after a crash, and that is right
        where c.relpersistence = 'p'
        order by 3, 1
    loop
        index_name := v_index.relname;
        bytes := v_index.bytes;
        state := 'sound';
        detail := null;
        if clock_timestamp() >= v_until then
            state := 'unknown';
            detail := 'the time was over';
        else
            begin
                execute format('select %I.bt_index_check($1, $2)', v_schema) using v_index.relation, against_table;
            exception
                when index_corrupted or data_corrupted then
                    state := 'damaged';
                    detail := sqlerrm;
                when lock_not_available or undefined_table then
                    state := 'unknown';
                    detail := sqlerrm;
            end;
        end if;
        return next;
    end loop;
end
$$;
comment on function ops.amcheck(interval, boolean) is 'Runbook 8, step 1. One row an index: sound, damaged, or unknown. against_table also looks for each row of the table in the index, which reads all of it. Takes no lock that writers wait for. OP005 where amcheck is absent or not granted.';
revoke all on function ops.amcheck(interval, boolean) from public;
grant execute on function ops.amcheck(interval, boolean) to ops_operator;
