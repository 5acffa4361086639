-- Which rules can speak about a lot, and about which rows.
create or replace function ops._explain_lot_keys(lot uuid)
returns table (rule text, keys text[])
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lot text[] := array[lot::text];
    v_lines text[];
    v_reservations text[];
begin
    select coalesce(array_agg(l.id::text), '{}'), coalesce(array_agg(distinct l.reservation_id::text), '{}')
    into v_lines, v_reservations
    from public.reservation_lines as l
    where l.lot_id = lot;
    return query
        select w.rule, w.keys
        from (
            values
                (1, 'lot_reserved_meters', v_lot), (2, 'negative_reserved_meters', v_lot), (3, 'oversold_lots', v_lot),
                (4, 'oversold_rolls', v_lot), (5, 'reserved_lots_not_in_stock', v_lot), (6, 'orphan_reservation_lines', v_lines),
                (7, 'stale_reservation_lines', v_lines), (8, 'reservation_roll_ids', v_lines), (9, 'reservation_line_meters', v_lines),
                (10, 'reservation_line_labels', v_lines), (11, 'unlinked_conversions', v_reservations),
                (12, 'half_converted_reservations', v_reservations), (13, 'expired_reservations', v_reservations),
                (14, 'duplicate_deal_reservations', v_reservations), (15, 'inactive_creator', v_reservations)
        ) as w (place, rule, keys)
        join ops._rule_states('reservations') as s
            on s.rule = w.rule and s.state = 'ready'
        where cardinality(w.keys) > 0
        order by w.place;
end
$$;
comment on function ops._explain_lot_keys(uuid) is 'One row a rule that can run here, most telling first, with the keys to ask it for: the lot, its lines, or their reservations.';
revoke all on function ops._explain_lot_keys(uuid) from public;
