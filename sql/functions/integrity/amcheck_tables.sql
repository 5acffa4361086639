-- Looks with amcheck into the pages of the application's tables, smallest first, as far as the time reaches.
create or replace function ops.amcheck_tables(
    budget interval default '30 s',
    tables text[] default null,
    start_block bigint default null,
    end_block bigint default null,
    skip text default 'none',
    with_toast boolean default false,
    max_rows integer default 200
)
returns table (table_name text, state text, block bigint, item integer, attribute integer, detail text, bytes bigint)
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
    v_until constant timestamptz := clock_timestamp() + budget;
    v_amcheck text;
    v_table record;
    v_last bigint;
begin
    perform ops._require_max_rows(max_rows);
    if budget is null or budget < interval '0' then
        perform ops._fail('OP005', 'a time does not fit', format('budget %s', budget), 'select * from ops.amcheck_tables(''30 s'')');
    elsif skip is null or skip <> all ('{none,all-frozen,all-visible}') then
        perform ops._fail('OP005', 'that cannot be skipped', format('skip %s; there is none, all-frozen, all-visible', skip),
            'select * from ops.amcheck_tables(skip => ''all-frozen'')');
    elsif num_nonnulls(start_block, end_block) > 0
        and (cardinality(tables) is distinct from 1 or start_block < 0 or end_block < coalesce(start_block, 0)) then
        perform ops._fail('OP005', 'those blocks do not fit', format('blocks %s to %s of %s tables', start_block, end_block,
            coalesce(cardinality(tables)::text, 'all')), 'select * from ops.amcheck_tables(tables => ''{public.lots}'', start_block => 0)');
    end if;
    v_amcheck := ops._require_amcheck('verify_heapam(regclass, boolean, boolean, text, bigint, bigint)');
    for v_table in select t.* from ops._heap_tables(tables) as t loop
        table_name := v_table.relname;
        bytes := v_table.bytes;
        -- also without pages it is opened: the file may be gone
        v_last := greatest(v_table.bytes / current_setting('block_size')::bigint - 1, 0);
        if start_block > v_last then
            perform ops._fail('OP005', 'those blocks do not fit', format('%s ends with block %s', table_name, v_last),
                format('select * from ops.amcheck_tables(tables => ''{%s}'', start_block => 0)', table_name));
        end if;
        for state, block, item, attribute, detail in
            select d.*
            from ops._heap_damage(v_amcheck, v_table.relid, coalesce(start_block, 0), least(end_block, v_last), skip,
                coalesce(with_toast, false), max_rows, v_until) as d
        loop
            return next;
        end loop;
        if not found then
            state := 'sound';
            block := null;
            item := null;
            attribute := null;
            detail := case when skip <> 'none' then format('pages marked %s were not looked into', skip) end;
            return next;
        end if;
    end loop;
end
$$;
comment on function ops.amcheck_tables(interval, text[], bigint, bigint, text, boolean, integer) is 'Runbook 8, step 1. A row for each damage with its block, item and attribute, at most max_rows a table; one row for a table that is sound, or from where on it is unknown. Blocks go with one table. with_toast also follows values stored aside. Takes no lock that writers wait for. OP005 where amcheck is absent or not granted.';
revoke all on function ops.amcheck_tables(interval, text[], bigint, bigint, text, boolean, integer) from public;
grant execute on function ops.amcheck_tables(interval, text[], bigint, bigint, text, boolean, integer) to ops_operator;
