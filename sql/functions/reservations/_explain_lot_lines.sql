-- Every line on a lot: for whom, how much, and whether it still holds.
create or replace function ops._explain_lot_lines(lot uuid)
returns setof ops.explanation
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'line', coalesce(e.reservation, e.line::text) || coalesce(' ' || e.customer, ''),
            ops._metres(e.metres) || ' m', case when e.holds then 'holds: ' else 'does not hold: ' end || e.note
        from ops._lot_lines(lot) as e;
end
$$;
comment on function ops._explain_lot_lines(uuid) is 'Lines of ops.explain_lot about reservations.';
revoke all on function ops._explain_lot_lines(uuid) from public;
