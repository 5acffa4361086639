-- Lists of rolls on order lines that name rolls of another lot or none at all, or hold what is no id.
create or replace function ops.order_lot_roll_references(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with token as (
            select o.id, o.lot_id, btrim(t.token) as token, t.place,
                coalesce(ops._uuid(t.token), ops._uuid(btrim(t.token))) as roll_id
            from public.order_lots as o
            -- of an array the planner expects ten rows, of string_to_table a thousand
            cross join lateral unnest(string_to_array(o.selected_roll_ids, ',')) with ordinality as t (token, place)
            where btrim(o.selected_roll_ids) > ''
                and (keys is null or o.id = any (keys::uuid[]))
            -- a fence: without it each token is tested once more for every place where its id is used
            offset 0
        ),
        wrong as (
            select t.id, t.token, t.place,
                case
                    when t.token = '' then 'a blank'
                    when t.roll_id is null then 'no id'
                    when r.id is null then 'no roll'
                    when r.lot_id <> t.lot_id then 'a roll of another lot'
                    when row_number() over (partition by t.id, t.roll_id order by t.place) > 1
                        then 'twice the same roll'
                end as what
            from token as t
            left join public.rolls as r
                on r.id = t.roll_id
        ),
        line as (
            select w.id, count(*) as tokens, string_agg(distinct w.what, ', ' order by w.what) as what,
                jsonb_agg(jsonb_build_object(
                    'place', w.place, 'token', w.token, 'what', w.what) order by w.place) as named
            from wrong as w
            where w.what is not null
            group by w.id
        )
        select 'public.order_lots',
            jsonb_build_object('id', o.id),
            left(format('order %s, %s %s: %s of its roll ids are wrong (%s)', v.order_number, o.quality, o.color,
                l.tokens, l.what), 100),
            null::text,
            null::jsonb,
            to_jsonb(o.selected_roll_ids),
            null::numeric,
            jsonb_build_object('order_id', o.order_id, 'lot_id', o.lot_id, 'tokens', l.named),
            null::text
        from line as l
        join public.order_lots as o
            on o.id = l.id
        left join public.orders as v
            on v.id = o.order_id;
end
$$;
comment on function ops.order_lot_roll_references(text[]) is 'A list in a text: nothing checks it, and no key guards it. Null and an empty text both mean that no roll was chosen.';
revoke all on function ops.order_lot_roll_references(text[]) from public;
select ops._define_rule(
    name => 'order_lot_roll_references',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'The rolls that an order line lists exist, once each, in its lot',
    why => 'Fulfilling the order stops half-way, or ships a roll that belongs to something else.',
    repair_class => 'decide',
    choices => '[{"choice": "drop", "changes": "ops._order_lot_roll_references_drop",
        "what": "what is no roll of the lot leaves both lists, rolls and metres; the app then ships the others"}]',
    reads => '{"public.order_lots": ["id", "order_id", "lot_id", "quality", "color", "selected_roll_ids",
            "selected_roll_meters"],
        "public.rolls": ["id", "lot_id"],
        "public.orders": ["id", "order_number"]}'
);
