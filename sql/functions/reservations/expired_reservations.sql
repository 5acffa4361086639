-- Active reservations past the day until which they hold.
create or replace function ops.expired_reservations(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today date := ops.today();
begin
    return query
        with expired as materialized (
            select r.id, r.reservation_number, r.customer_name, r.hold_until
            from public.reservations as r
            where r.status = 'active' and r.hold_until < v_today
                and (keys is null or r.id = any (keys::uuid[]))
        )
        select 'public.reservations',
            jsonb_build_object('id', e.id),
            left(format('reservation %s of %s: held until %s, holds %s m still', e.reservation_number,
                left(e.customer_name, 30), e.hold_until, coalesce(sum(l.reserved_meters), 0)), 100),
            null::text,
            null::jsonb,
            to_jsonb(e.hold_until::text),
            coalesce(sum(l.reserved_meters), 0),
            jsonb_build_object('days', case when isfinite(e.hold_until) then v_today - e.hold_until end),
            null::text
        from expired as e
        left join public.reservation_lines as l
            on l.reservation_id = e.id
        group by e.id, e.reservation_number, e.customer_name, e.hold_until;
end
$$;
comment on function ops.expired_reservations(text[]) is 'Active reservations with hold_until before ops.today(): the app only reminds of dates to come, and nothing ever expires one.';
revoke all on function ops.expired_reservations(text[]) from public;
select ops._define_rule(
    name => 'expired_reservations',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'An active reservation holds until a day to come, or without limit',
    why => 'Stock is kept for a customer whose time is up, and no mail reminds anybody any more.',
    repair_class => 'decide',
    reads => '{"public.reservations": ["id", "reservation_number", "customer_name", "status", "hold_until", "canceled_at", "release_reason"],
        "public.reservation_lines": ["id", "reservation_id", "reserved_meters"]}',
    choices => '[{"choice": "release", "what": "its lines leave the table through the journal, their metres return, and it is released as expired; the app shows it released, without lines", "changes": "ops._release_changes"},
        {"choice": "extend", "what": "it is held for extend_days (7) more days from today; the app shows it active with the new date", "changes": "ops._extend_changes"}]'
);
