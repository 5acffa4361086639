-- Removes the active lines of lots.
create or replace function ops._lot_lines_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select jsonb_build_object('id', l.lot_id), 'public.reservation_lines', jsonb_build_object('id', l.id), 'delete',
            null::jsonb, null::jsonb, format('the line of %s m leaves reservation %s', l.reserved_meters, r.reservation_number)
        from public.reservation_lines as l
        join public.reservations as r
            on r.id = l.reservation_id
        where l.lot_id = any (keys::uuid[]) and r.status::text = 'active'
        order by l.lot_id, l.id;
end
$$;
comment on function ops._lot_lines_changes(text[]) is 'Choice quarantine of reserved_lots_not_in_stock: one delete a line.';
revoke all on function ops._lot_lines_changes(text[]) from public;
