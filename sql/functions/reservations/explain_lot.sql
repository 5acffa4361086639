-- Why can nobody reserve this lot? Everything that decides it, on one screen.
create or replace function ops.explain_lot(number text)
returns setof ops.explanation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_lots uuid[] := array(select l.id from public.lots as l where l.lot_number = number order by l.entry_date, l.id limit 10);
    v_lot uuid;
begin
    if cardinality(v_lots) = 0 then
        perform ops._fail('OP013', format('no lot is numbered %s', coalesce(quote_literal(number), 'null')),
            coalesce((
                select 'numbers like it: ' || string_agg(l.lot_number, ', ' order by l.lot_number)
                from (select l.lot_number from public.lots as l
                    where starts_with(upper(l.lot_number), upper(left(btrim(number), 4))) order by l.lot_number limit 5) as l
            ), 'no number begins like it'),
            format('select lot_number, status, meters from public.lots where lot_number ilike %L order by lot_number limit 20',
                '%' || coalesce(right(btrim(number), 4), '') || '%'));
    end if;
    foreach v_lot in array v_lots loop
        return query select e.* from ops._explain_lot_stock(v_lot) as e;
        return query select e.* from ops._explain_lot_rolls(v_lot) as e;
        return query select e.* from ops._explain_lot_lines(v_lot) as e;
        return query select e.* from ops._explain_lot_drift(v_lot) as e;
    end loop;
end
$$;
comment on function ops.explain_lot(text) is 'One screen a lot of that number (numbers need not be unique): stock, rolls, each line and whether it holds and why, the app''s availability against the real one, what is wrong, its cause and moment, the log around it, our own changes, and the fix. OP013 when there is none.';
revoke all on function ops.explain_lot(text) from public;
grant execute on function ops.explain_lot(text) to ops_reader;
