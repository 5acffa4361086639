-- Lots that are out of stock while rolls are left, or in stock when none is.
create or replace function ops.lot_status(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with piece as (
            select r.lot_id, count(*) filter (where r.status <> 'fulfilled') as live
            from public.rolls as r
            where keys is null or r.lot_id = any (keys::uuid[])
            group by r.lot_id
        ),
        wrong as (
            select l.id, l.lot_number, l.status, l.meters, p.live, m.meters as live_meters,
                case when p.live > 0 then 'in_stock' else 'out_of_stock' end as due
            from public.lots as l
            join piece as p
                on p.lot_id = l.id
            -- only of what is found
            cross join lateral (
                select sum(r.meters) as meters from public.rolls as r where r.lot_id = l.id and r.status <> 'fulfilled'
            ) as m
            where (l.status = 'out_of_stock') = (p.live > 0)
        )
        select 'public.lots',
            jsonb_build_object('id', w.id),
            left(case
                when w.live > 0 then format('lot %s is out of stock, with %s rolls of %s m left', w.lot_number, w.live,
                    trim_scale(w.live_meters))
                else format('lot %s is exhausted: %s, %s m, but every roll has left', w.lot_number, w.status, w.meters)
            end, 100),
            case
                when w.live > 0 and exists (
                    select
                    from public.order_lots as c
                    join public.order_queue as q
                        on q.order_id = c.order_id
                    where c.lot_id = w.id and q.status = 'approved'
                ) then 'order_approval'
                when w.live > 0 then 'unknown'
                else 'exhausted'
            end,
            case when not exists (select from ops._unsettled_lots(ops._settle_seconds('lot_status')) as u where u = w.id)
                then jsonb_build_object('status', w.due) end,
            jsonb_build_object('status', w.status),
            coalesce(w.live_meters, w.meters),
            jsonb_build_object('live_rolls', w.live),
            null::text
        from wrong as w;
end
$$;
comment on function ops.lot_status(text[]) is 'Out of stock exactly when the lot has roll rows and all are fulfilled. Its metres and roll count stay: no constraint of the app lets them be zero.';
revoke all on function ops.lot_status(text[]) from public;
select ops._define_rule(
    name => 'lot_status',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A lot is out of stock when its last roll has left, and not before',
    why => 'Stock that is hidden cannot be sold; a lot that is gone is offered, and the order fails when picked.',
    repair_class => 'lock',
    causes => array['order_approval', 'exhausted'],
    turn => 21,
    reads => '{"public.lots": ["id", "lot_number", "meters", "status"],
        "public.rolls": ["lot_id", "meters", "status"],
        "public.orders": ["id", "updated_at"], "public.order_lots": ["order_id", "lot_id"],
        "public.order_queue": ["order_id", "status"], "public.goods_in_rows": ["lot_id", "created_at"]}'
);
