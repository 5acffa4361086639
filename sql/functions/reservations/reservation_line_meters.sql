-- Lines whose metres are not those of the rolls they name.
create or replace function ops.reservation_line_meters(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with off as materialized (
            select n.line, n.reservation_id, n.metres, sum(r.meters) as rolls
            from ops._line_rolls(keys::uuid[]) as n
            left join public.rolls as r
                on r.id = n.roll and r.lot_id = n.lot_id
            group by n.line, n.reservation_id, n.metres
            -- a roll that is not there or not its own is another rule's matter
            having count(r.id) = count(*)
                -- rolls are not rounded, lines are
                and abs(sum(r.meters) - n.metres) > 0.01
        ),
        -- the webhook of a changed deal writes its whole quantity to every line of an article
        flooded as (
            select l.reservation_id, l.quality, l.color, min(l.reserved_meters) as metres
            from public.reservation_lines as l
            join public.reservations as r
                on r.id = l.reservation_id and btrim(r.crm_deal_id) <> ''
            where l.reservation_id in (select o.reservation_id from off as o)
            group by l.reservation_id, l.quality, l.color
            having count(*) > 1 and min(l.reserved_meters) = max(l.reserved_meters)
        )
        select 'public.reservation_lines',
            jsonb_build_object('id', o.line),
            left(format('reservation %s: line of %s m, its rolls have %s m (%s)', v.reservation_number, o.metres,
                round(o.rolls, 2), ops._metres(o.metres - o.rolls, true)), 100),
            case when f.metres is not null then 'full_quantity' else 'unknown' end,
            to_jsonb(o.rolls::text),
            to_jsonb(o.metres::text),
            abs(o.metres - o.rolls),
            case when f.metres is not null then jsonb_build_object('deal', v.crm_deal_id, 'proof',
                'every line of this article in a reservation from the CRM carries the same metres')
            else '{}' end,
            null::text
        from off as o
        join public.reservation_lines as l
            on l.id = o.line
        join public.reservations as v
            on v.id = o.reservation_id
        left join flooded as f
            on f.reservation_id = o.reservation_id and f.quality = l.quality and f.color = l.color;
end
$$;
comment on function ops.reservation_line_meters(text[]) is 'Lines of active and converted reservations, all of whose rolls exist in their lot, that differ from the rolls'' sum by more than a centimetre.';
revoke all on function ops.reservation_line_meters(text[]) from public;
select ops._define_rule(
    name => 'reservation_line_meters',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A line holds the metres of the rolls it names',
    why => 'More: stock is kept that nobody asked for. Less: the pieces are longer than what is kept for them.',
    repair_class => 'decide',
    causes => array['full_quantity'],
    reads => '{"public.reservation_lines": ["id", "reservation_id", "lot_id", "quality", "color", "reserved_meters", "roll_ids", "created_at"],
        "public.reservations": ["id", "reservation_number", "status", "crm_deal_id"], "public.rolls": ["id", "lot_id", "meters"]}',
    choices => '[{"choice": "as_rolls", "what": "the line is written anew with the metres of its rolls, and the lot''s counter follows; the app shows those metres", "changes": "ops._as_rolls_changes"},
        {"choice": "forget_rolls", "what": "the line is written anew with its metres and without rolls; rolls are chosen again when it is converted", "changes": "ops._forget_rolls_changes"}]'
);
