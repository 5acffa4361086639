-- Lots whose metres or roll count are not those of the rolls that are still there.
create or replace function ops.lot_meters(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with live as (
            select r.lot_id, sum(r.meters) as meters, count(*)::integer as rolls
            from public.rolls as r
            where r.status <> 'fulfilled' and (keys is null or r.lot_id = any (keys::uuid[]))
            group by r.lot_id
        ),
        wrong as (
            select l.id, l.lot_number, l.meters, l.roll_count, v.meters as roll_meters, v.rolls,
                abs(l.meters - v.meters) > 0.01 as off
            from public.lots as l
            join live as v
                on v.lot_id = l.id
            where abs(l.meters - v.meters) > 0.01 or l.roll_count <> v.rolls
        )
        select 'public.lots',
            jsonb_build_object('id', w.id),
            left(format('lot %s: %s m in %s roll%s, its rolls are %s m in %s%s', w.lot_number, w.meters, w.roll_count,
                case when w.roll_count <> 1 then 's' end,
                trim_scale(w.roll_meters), w.rolls, ' (' || ops._metres(nullif(w.meters - w.roll_meters, 0), true) || ')'), 100),
            null::text,
            -- less than half a centimetre cannot be stored, for no lot is empty, nor 100,000 km and more
            case when not exists (select from ops._unsettled_lots(ops._settle_seconds('lot_meters')) as u where u = w.id)
                    and round(w.roll_meters, 2) > 0 and round(w.roll_meters, 2) < 1e8
                then jsonb_strip_nulls(jsonb_build_object(
                    'meters', case when w.off then round(w.roll_meters, 2)::text end,
                    'roll_count', case when w.roll_count <> w.rolls then w.rolls::text end)) end,
            jsonb_strip_nulls(jsonb_build_object(
                'meters', case when w.off then w.meters::text end,
                'roll_count', case when w.roll_count <> w.rolls then w.roll_count::text end)),
            case when w.off then abs(w.meters - w.roll_meters) else 0 end,
            jsonb_build_object('roll_meters', w.roll_meters, 'rolls', w.rolls),
            null::text
        from wrong as w;
end
$$;
comment on function ops.lot_meters(text[]) is 'Metres (to a centimetre) and count of the rolls not fulfilled. A lot without roll rows is its own source; one whose rolls are all gone cannot be stored as empty: see lot_status.';
revoke all on function ops.lot_meters(text[]) from public;
select ops._define_rule(
    name => 'lot_meters',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A lot''s metres and roll count are those of its rolls that have not left',
    why => 'The app offers metres minus reserved: too high and what is not there is sold, too low and stock is lost.',
    repair_class => 'lock',
    turn => 20,
    reads => '{"public.lots": ["id", "lot_number", "meters", "roll_count"],
        "public.rolls": ["lot_id", "meters", "status"],
        "public.orders": ["id", "updated_at"], "public.order_lots": ["order_id", "lot_id"],
        "public.goods_in_rows": ["lot_id", "created_at"]}'
);
