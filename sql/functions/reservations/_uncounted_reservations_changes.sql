-- What makes the counters follow a reservation: its entry among those that do not count, and each counter.
create or replace function ops._uncounted_reservations_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with wanted as (
            select r.id, u.reservation_id is null as ends, coalesce(u.why, s.why) as why, u.since
            from unnest(keys::uuid[]) as r (id)
            left join ops.uncounted_reservation as u
                on u.reservation_id = r.id
            left join ops._reservation_states(keys::uuid[]) as s
                on s.reservation_id = r.id
        ),
        moved as (
            select w.id, w.ends, l.lot_id, l.incoming_stock_id, sum(l.reserved_meters) as metres
            from wanted as w
            join public.reservation_lines as l
                on l.reservation_id = w.id
            group by w.id, w.ends, l.lot_id, l.incoming_stock_id
        )
        select p.about, p.subject, p.key, p.action, p.before, p.after, p.note
        from (
            select jsonb_build_object('id', w.id) as about, 'ops.uncounted_reservation' as subject,
                jsonb_build_object('reservation_id', w.id) as key,
                case when w.ends then 'insert' else 'delete' end as action, null::jsonb as before,
                case when w.ends then jsonb_build_object('reservation_id', w.id::text, 'why', w.why, 'since', ops.now()::text) end as after,
                null::text as note, 1 as turn
            from wanted as w
            union all
            select jsonb_build_object('id', m.id), 'public.lots', jsonb_build_object('id', t.id), 'update',
                jsonb_build_object('reserved_meters', t.reserved_meters::text),
                jsonb_build_object('reserved_meters', (t.reserved_meters + case when m.ends then - m.metres else m.metres end)::text),
                left(format('lot %s: %s m', t.lot_number, ops._metres(case when m.ends then - m.metres else m.metres end, true)), 100), 2
            from moved as m
            join public.lots as t
                on t.id = m.lot_id
            union all
            select jsonb_build_object('id', m.id), 'public.incoming_stock', jsonb_build_object('id', t.id), 'update',
                jsonb_build_object('reserved_meters', t.reserved_meters::text),
                jsonb_build_object('reserved_meters', (t.reserved_meters + case when m.ends then - m.metres else m.metres end)::text),
                left(format('incoming %s: %s m', coalesce(t.invoice_number, t.quality || ' ' || t.color),
                    ops._metres(case when m.ends then - m.metres else m.metres end, true)), 100), 3
            from moved as m
            join public.incoming_stock as t
                on t.id = m.incoming_stock_id
        ) as p
        order by p.about ->> 'id', p.turn, p.key::text;
end
$$;
comment on function ops._uncounted_reservations_changes(text[]) is 'Proposals about reservations: insert into or delete from ops.uncounted_reservation, and the counters of their lots and deliveries.';
revoke all on function ops._uncounted_reservations_changes(text[]) from public;
