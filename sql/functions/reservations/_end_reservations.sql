-- Ends reservations as the application should: their lines go first, so that the metres return, then the status changes.
create or replace function ops._end_reservations(keys text[], ending jsonb)
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select p.about, p.subject, p.key, p.action, p.before, p.after, p.note
        from (
            -- deleted by us, and not by the cancellation's own trigger, the lines are in the journal
            select jsonb_build_object('id', r.id) as about, 'public.reservation_lines' as subject,
                jsonb_build_object('id', l.id) as key, 'delete' as action, null::jsonb as before, null::jsonb as after,
                format('the line of %s m leaves reservation %s', l.reserved_meters, r.reservation_number) as note,
                1 as turn
            from public.reservations as r
            join public.reservation_lines as l
                on l.reservation_id = r.id
            where r.id = any (keys::uuid[])
            union all
            select jsonb_build_object('id', r.id), 'public.reservations', jsonb_build_object('id', r.id), 'update',
                (select jsonb_object_agg(k, i.image -> k) from jsonb_object_keys(ending) as k), ending,
                format('reservation %s is %s', r.reservation_number, ending ->> 'status'), 2
            from public.reservations as r
            join ops._row_images('public.reservations', keys) as i
                on i.key = r.id::text
            where r.id = any (keys::uuid[])
        ) as p
        order by p.about, p.turn, p.key;
end
$$;
comment on function ops._end_reservations(text[], jsonb) is 'Proposals for each reservation: its lines removed, then the columns of ending written.';
revoke all on function ops._end_reservations(text[], jsonb) from public;
