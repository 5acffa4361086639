-- The one lot that a person means by its number or its id, locked against new rows that name it.
create or replace function ops._lot_named(lot text, locked boolean)
returns uuid
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lots uuid[];
begin
    v_lots := array(
        select l.id from public.lots as l where l.lot_number = lot or l.id::text = lower(lot) order by l.id
    );
    if cardinality(v_lots) <> 1 then
        perform ops._fail('OP005', format('no single lot is %s', coalesce(quote_literal(lot), 'null')),
            format('%s lots are called so', cardinality(v_lots)),
            case when cardinality(v_lots) > 1 then 'give the id of one of them: ' || array_to_string(v_lots, ', ')
                else 'select id, lot_number from public.lots' end);
    elsif locked then
        -- for update, and nothing less, keeps lines of orders and reservations from coming in
        perform from public.lots as l where l.id = v_lots[1] for update;
        perform from public.rolls as r where r.lot_id = v_lots[1] order by r.id for update;
    end if;
    return v_lots[1];
end
$$;
comment on function ops._lot_named(text, boolean) is 'Id of the lot; OP005 when no lot or several have that number.';
revoke all on function ops._lot_named(text, boolean) from public;
