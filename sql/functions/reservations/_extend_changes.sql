-- Gives reservations whose date has passed some more days.
create or replace function ops._extend_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_until date := ops.today() + ops._threshold('expired_reservations', 'extend_days', 7)::integer;
begin
    return query
        select jsonb_build_object('id', r.id), 'public.reservations', jsonb_build_object('id', r.id), 'update',
            jsonb_build_object('hold_until', r.hold_until::text), jsonb_build_object('hold_until', v_until::text),
            format('reservation %s is held until %s', r.reservation_number, v_until)
        from public.reservations as r
        where r.id = any (keys::uuid[]);
end
$$;
comment on function ops._extend_changes(text[]) is 'Choice extend of expired_reservations: hold_until is today plus extend_days.';
revoke all on function ops._extend_changes(text[]) from public;
