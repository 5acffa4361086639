-- Lines whose reservation, lot or delivery does not exist.
create or replace function ops.orphan_reservation_lines(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.reservation_lines',
            jsonb_build_object('id', l.id),
            left(format('line %s %s of %s m: no %s exists for it', l.quality, l.color, l.reserved_meters,
                concat_ws(' and no ',
                    case when r.id is null then 'reservation' end,
                    case when l.scope = 'INVENTORY' and t.id is null then 'lot' end,
                    case when l.scope = 'INCOMING' and i.id is null then 'delivery' end)), 100),
            null::text,
            null::jsonb,
            to_jsonb(l.reserved_meters::text),
            l.reserved_meters,
            jsonb_strip_nulls(jsonb_build_object(
                'reservation_id', l.reservation_id, 'lot_id', l.lot_id, 'incoming_stock_id', l.incoming_stock_id
            )),
            null::text
        from public.reservation_lines as l
        left join public.reservations as r
            on r.id = l.reservation_id
        left join public.lots as t
            on t.id = l.lot_id
        left join public.incoming_stock as i
            on i.id = l.incoming_stock_id
        where (
                r.id is null
                or (l.scope = 'INVENTORY' and t.id is null)
                or (l.scope = 'INCOMING' and i.id is null)
            )
            and (keys is null or l.id = any (keys::uuid[]));
end
$$;
comment on function ops.orphan_reservation_lines(text[]) is 'Runbook 6, step 2. Impossible while the foreign keys are valid; left by loads with them dropped, disabled or not valid.';
revoke all on function ops.orphan_reservation_lines(text[]) from public;
select ops._define_rule(
    name => 'orphan_reservation_lines',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'Every line belongs to a reservation and to a lot or delivery that exist',
    why => 'The metres are held for nobody, and no screen of the app can give them back.',
    repair_class => 'decide',
    reads => '{"public.reservation_lines": ["id", "reservation_id", "scope", "lot_id", "incoming_stock_id", "quality", "color", "reserved_meters"],
        "public.reservations": ["id"], "public.lots": ["id"], "public.incoming_stock": ["id"]}',
    choices => '[{"choice": "quarantine", "what": "the line leaves the table through the journal and its metres return to the lot; else bring the missing row back from a backup"}]'
);
