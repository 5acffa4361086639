-- Converted reservations of which no order is known, though the log would still know it.
create or replace function ops.unlinked_conversions(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- the app's retention takes the rows that name the order: older conversions prove nothing
    v_since timestamptz := (select min(a.created_at) from public.audit_logs as a);
begin
    return query
        select 'public.reservations',
            jsonb_build_object('id', r.id),
            left(format('reservation %s of %s was converted on %s, and has no order', r.reservation_number,
                left(r.customer_name, 25), r.converted_at::date), 100),
            null::text,
            null::jsonb,
            to_jsonb('converted'::text),
            sum(l.reserved_meters),
            jsonb_build_object('converted_at', r.converted_at, 'log_since', v_since),
            null::text
        from public.reservations as r
        left join public.reservation_lines as l
            on l.reservation_id = r.id
        where r.status = 'converted' and r.converted_at > v_since
            and (keys is null or r.id = any (keys::uuid[]))
            and not exists (select from ops._order_links(keys::uuid[]) as k where k.reservation_id = r.id)
        group by r.id;
end
$$;
comment on function ops.unlinked_conversions(text[]) is 'Converted and without a link by ops._order_links, converted since the oldest row of the audit log: the dialog''s later calls failed.';
revoke all on function ops.unlinked_conversions(text[]) from public;
select ops._define_rule(
    name => 'unlinked_conversions',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A converted reservation has an order',
    why => 'The customer has paid and nothing will be picked; the metres stay held for ever.',
    repair_class => 'decide',
    reads => '{"public.reservations": ["id", "reservation_number", "customer_name", "status", "converted_at", "converted_by", "convert_reason", "crm_deal_id"],
        "public.reservation_lines": ["id", "reservation_id", "reserved_meters"],
        "public.orders": ["id", "status", "fulfilled_at", "fulfillment_outcome", "crm_deal_id"],
        "public.audit_logs": ["entity_id", "entity_type", "action", "new_data", "created_at"]}',
    choices => '[{"choice": "reactivate", "what": "it is active again, its lines as they are; the app shows it active, and it can be converted once more. Not where an order was made by hand: give that order the reservation''s deal instead", "changes": "ops._reactivate_changes"}]'
);
