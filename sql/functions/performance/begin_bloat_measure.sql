-- Begins a round of measuring: until when, and what, the relations with most at stake first.
create or replace function ops.begin_bloat_measure(budget interval, min_bytes bigint, out until timestamptz,
    out queue text[])
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set jit = off
as $$
declare
    -- statement_timeout covers the whole call
    v_timeout interval := nullif(current_setting('statement_timeout'), '0')::interval;
begin
    if budget is null or budget <= interval '0' or budget > interval '6 hours' then
        perform ops._fail('OP005', format('budget cannot be %s', coalesce(budget::text, 'null')),
            'budget is the time after which no further relation is begun, at most 6 hours',
                'call ops.measure_bloat(budget => ''60 s'')');
    elsif min_bytes is null or min_bytes < 0 then
        perform ops._fail('OP005', format('min_bytes cannot be %s', coalesce(min_bytes::text, 'null')),
            'smaller relations are left out', 'call ops.measure_bloat(min_bytes => 1048576)');
    end if;
    perform ops.note_vacuum_due();
    delete from ops.bloat_measure as m where not exists (select from pg_class as c where c.oid = m.relation_oid);
    until := statement_timestamp() + least(budget, 0.7 * v_timeout);
    queue := array(
        select b.relation
        from ops._bloat_rows(min_bytes) as b
        left join ops.bloat_measure as m
            on m.relation_oid = b.relation_oid
        -- what could not be measured is tried again after a day, what was after a week or when it holds no longer
        where b.kind in ('heap', 'toast', 'btree')
            and (b.method is null or b.method = 'statistics' or b.measured_at < ops.now() - interval '7 days')
            and (m.withheld is null or m.measured_at < ops.now() - interval '1 day')
        -- indexes come after their table: they are measured by its rows
        order by max(coalesce(b.reclaimable_bytes, b.bytes)) over (partition by b.on_table) desc,
            b.on_table, b.kind = 'btree', coalesce(b.reclaimable_bytes, b.bytes) desc, b.relation
    );
end
$$;
comment on function ops.begin_bloat_measure(interval, bigint) is
    'until is the moment at which the round must end. Forgets measures of relations that are gone. OP005 for a bad '
    'budget.';
revoke all on function ops.begin_bloat_measure(interval, bigint) from public;
grant execute on function ops.begin_bloat_measure(interval, bigint) to ops_operator;
