-- Lots of which active reservations hold more than the rolls that are free.
create or replace function ops.oversold_rolls(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with held as (
            select l.lot_id, sum(l.reserved_meters) as metres
            from public.reservation_lines as l
            join public.reservations as r
                on r.id = l.reservation_id
            where l.scope = 'INVENTORY' and r.status = 'active'
                and (keys is null or l.lot_id = any (keys::uuid[]))
            group by l.lot_id
        ),
        stock as (
            -- rolls of orders, open or shipped, are not free
            select r.lot_id, coalesce(sum(r.meters) filter (where r.status = 'available'), 0) as free
            from public.rolls as r
            where keys is null or r.lot_id = any (keys::uuid[])
            group by r.lot_id
        )
        select 'public.lots',
            jsonb_build_object('id', t.id),
            left(format('lot %s: %s m actively reserved, its free rolls have %s m (%s)', t.lot_number, h.metres,
                round(s.free, 2), ops._metres(h.metres - s.free, true)), 100),
            null::text,
            to_jsonb(s.free::text),
            to_jsonb(h.metres::text),
            h.metres - s.free,
            jsonb_build_object('lot_meters', t.meters),
            format('select * from ops.explain_lot(%L)', t.lot_number)
        from held as h
        -- lots without any roll are legal: their own metres are then all there is to go by
        join stock as s
            on s.lot_id = h.lot_id
        join public.lots as t
            on t.id = h.lot_id
        -- rolls are not rounded, lines are
        where h.metres > s.free + 0.01;
end
$$;
comment on function ops.oversold_rolls(text[]) is 'Lots with rolls whose active lines exceed the metres of available rolls by more than a centimetre.';
revoke all on function ops.oversold_rolls(text[]) from public;
select ops._define_rule(
    name => 'oversold_rolls',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'Active reservations of a lot fit into its free rolls',
    why => 'The lot''s metres look enough, but what is left is cut for other orders: converting the reservation fails.',
    repair_class => 'report',
    reads => '{"public.lots": ["id", "lot_number", "meters"], "public.rolls": ["lot_id", "meters", "status"],
        "public.reservation_lines": ["reservation_id", "scope", "lot_id", "reserved_meters"],
        "public.reservations": ["id", "status"]}'
);
