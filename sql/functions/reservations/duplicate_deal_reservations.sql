-- Active reservations for a CRM deal that has an older one.
create or replace function ops.duplicate_deal_reservations(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with deal as (
            select r.id, r.reservation_number, lower(btrim(r.crm_deal_id)) as deal,
                first_value(r.reservation_number) over w as first,
                row_number() over w as place
            from public.reservations as r
            where r.status = 'active' and btrim(r.crm_deal_id) <> ''
            window w as (partition by lower(btrim(r.crm_deal_id)) order by r.created_at, r.id)
        )
        select 'public.reservations',
            jsonb_build_object('id', d.id),
            left(format('reservation %s: %s is active for the same deal %s', d.reservation_number, d.first, d.deal), 100),
            null::text,
            null::jsonb,
            to_jsonb(d.deal),
            coalesce(sum(l.reserved_meters), 0),
            jsonb_build_object('first', d.first),
            null::text
        from deal as d
        left join public.reservation_lines as l
            on l.reservation_id = d.id
        where d.place > 1 and (keys is null or d.id = any (keys::uuid[]))
        group by d.id, d.reservation_number, d.first, d.deal;
end
$$;
comment on function ops.duplicate_deal_reservations(text[]) is 'Each active reservation but the oldest of a crm_deal_id; blank ids are none.';
revoke all on function ops.duplicate_deal_reservations(text[]) from public;
select ops._define_rule(
    name => 'duplicate_deal_reservations',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A CRM deal has one active reservation',
    why => 'A webhook that came twice keeps the stock twice, and a change of the deal reaches only one of them.',
    repair_class => 'decide',
    reads => '{"public.reservations": ["id", "reservation_number", "status", "crm_deal_id", "created_at", "canceled_at", "cancel_reason"],
        "public.reservation_lines": ["id", "reservation_id", "reserved_meters"]}',
    choices => '[{"choice": "cancel", "what": "the later one''s lines leave the table through the journal, their metres return, and it is canceled as an incorrect entry; the app shows it canceled, the older one as it was", "changes": "ops._cancel_changes"}]'
);
