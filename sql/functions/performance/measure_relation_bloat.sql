-- Measures what a rewrite of one table, TOAST table or btree would give back, and keeps it.
create or replace function ops.measure_relation_bloat(relation text, slice interval default '5 s')
returns setof ops.relation_bloat
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
set jit = off
as $$
declare
    v_oid oid := ops._bloat_oid(relation);
    v_kind text := ops._bloat_kind(v_oid);
    v_started timestamptz := clock_timestamp();
    v_measure ops.bloat_measure;
    v_physical ops.bloat_measure;
    v_locked boolean := false;
begin
    if v_kind is null then
        perform ops._fail('OP005', format('%s is no table, TOAST table or btree',
            coalesce(quote_literal(relation), 'null')),
            'only these can be measured', 'select relation, kind from ops.bloat()');
    end if;
    if not pg_try_advisory_xact_lock(hashtextextended('ops:bloat', 0)) then
        perform ops._fail('OP004', 'bloat is being measured by another session',
            'one relation at a time, so that it costs little',
            'select pid, xact_start, query from pg_stat_activity where query ilike ''%measure%bloat%''');
    end if;
    slice := least(slice, interval '5 s');
    begin
        if v_kind = 'btree' then
            v_measure := ops._bloat_measure_btree(v_oid);
        else
            v_measure := ops._bloat_measure_heap(v_oid, slice);
        end if;
    exception
        when insufficient_privilege then
            v_measure.withheld := 'its rows cannot be read: ' || sqlerrm;
        when lock_not_available then
            v_measure.withheld := 'it was locked by another session';
            v_locked := true;
        when others then
            v_measure.withheld := format('could not be measured: %s %s', sqlstate, sqlerrm);
    end;
    if v_measure.withheld is not null and not v_locked then
        begin
            v_physical := ops._bloat_physical(v_oid, v_kind);
        exception
            when insufficient_privilege or lock_not_available or feature_not_supported then
                null;
        end;
        if v_physical.method is not null then
            v_measure := v_physical;
        end if;
    end if;
    perform ops._bloat_keep(v_oid, v_kind, v_measure, v_started);
    return query select b.* from ops._bloat_rows(0, v_oid) as b;
end
$$;
comment on function ops.measure_relation_bloat(text, interval) is
    'Reads at most 2048 random pages, all of them where there are no more than 256. slice is about the time it may '
    'take. OP005 for what is no table or btree.';
revoke all on function ops.measure_relation_bloat(text, interval) from public;
grant execute on function ops.measure_relation_bloat(text, interval) to ops_operator;
