-- Working days on which things were made and the log has no row.
create or replace function ops.audit_silent_days(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone constant text := ops.setting('time_zone'); -- once, not once a row
    v_now constant timestamptz := ops.now();
    v_least constant numeric := ops._threshold('audit_silent_days', 'made', 1);
begin
    return query
        with day as (
            select (t.created_at at time zone v_zone)::date as day, count(*) as made,
                count(*) filter (where t.kind = 'order') as orders
            from ops._audit_logged() as t
            where t.created_at > (select min(w.created_at) from public.audit_logs as w)
                -- a thing from the future made no day silent
                and t.created_at <= v_now and t.created_at > '0001-01-02'
            group by 1
        )
        select 'public.audit_logs',
            jsonb_build_object('day', d.day::text),
            format('%s: %s orders, reservations, lots and deliveries were made, and the log has no row', d.day, d.made),
            null::text,
            null::jsonb,
            to_jsonb(d.made),
            null::numeric,
            jsonb_build_object('made', d.made, 'orders', d.orders),
            null::text
        from day as d
        left join (
            select distinct (w.created_at at time zone v_zone)::date as day from public.audit_logs as w
            where w.created_at > '0001-01-02' and w.created_at < '9999-12-31'
        ) as g
            on g.day = d.day
        where g.day is null
            and d.made >= v_least
            and extract(isodow from d.day) < 6
            and (keys is null or d.day::text = any (keys));
end
$$;
comment on function ops.audit_silent_days(text[]) is 'Days and weekdays in the configured time_zone, Monday to Friday; what counts are the things whose creation the screens log. Threshold: made (1).';
revoke all on function ops.audit_silent_days(text[]) from public;
select ops._define_rule(
    name => 'audit_silent_days',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'On a working day on which something was made the log has rows',
    why => 'The screens swallow errors of the log: when it stops, nobody notices for weeks.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["created_at"],
        "public.orders": ["id", "order_number", "created_at", "created_by"],
        "public.reservations": ["id", "reservation_number", "crm_deal_id", "created_at", "created_by"],
        "public.lots": ["id", "lot_number", "created_at"], "public.goods_in_rows": ["lot_id"],
        "public.incoming_stock": ["id", "invoice_number", "created_at", "created_by"],
        "public.manufacturing_orders": ["incoming_stock_id"]}'
);
