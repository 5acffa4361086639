-- Working days on which orders were made and the log has no row.
create or replace function ops.audit_silent_days(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone constant text := ops.setting('time_zone'); -- once, not once a row
    v_orders constant numeric := ops._threshold('audit_silent_days', 'orders', 1);
begin
    return query
        with day as (
            select (t.created_at at time zone v_zone)::date as day, count(*) as orders
            from public.orders as t
            where t.created_at > (select min(w.created_at) from public.audit_logs as w)
            group by 1
        )
        select 'public.audit_logs',
            jsonb_build_object('day', d.day::text),
            format('%s: %s orders were made, and the log has no row of that day', d.day, d.orders),
            null::text,
            null::jsonb,
            to_jsonb(d.orders),
            null::numeric,
            jsonb_build_object('orders', d.orders),
            null::text
        from day as d
        left join (
            select distinct (w.created_at at time zone v_zone)::date as day from public.audit_logs as w
        ) as g
            on g.day = d.day
        where g.day is null
            and d.orders >= v_orders
            and extract(isodow from d.day) < 6
            and (keys is null or d.day::text = any (keys));
end
$$;
comment on function ops.audit_silent_days(text[]) is 'Days and weekdays in the configured time_zone, Monday to Friday. Threshold: orders (1).';
revoke all on function ops.audit_silent_days(text[]) from public;
select ops._define_rule(
    name => 'audit_silent_days',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'On a working day on which orders were made the log has rows',
    why => 'The screens swallow errors of the log: when it stops, nobody notices for weeks.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["created_at"],
        "public.orders": ["created_at"]}'
);
