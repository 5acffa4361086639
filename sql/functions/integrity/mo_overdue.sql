-- Manufacturing orders that should have been finished.
create or replace function ops.mo_overdue(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := ops.today();
begin
    return query
        select 'public.manufacturing_orders',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            null::jsonb,
            to_jsonb(w.expected_completion_date),
            greatest(w.ordered_amount, 0),
            jsonb_build_object('status', w.status),
            null::text
        from (
            select m.id, m.expected_completion_date, m.ordered_amount, m.status,
                format('order %s of %s m is %s, %s days late', m.mo_number, m.ordered_amount, m.status,
                    coalesce(case when isfinite(m.expected_completion_date) then v_today - m.expected_completion_date end::text, '∞')) as message
            from public.manufacturing_orders as m
            where m.status not in ('SHIPPED', 'CANCELLED')
                and m.expected_completion_date < v_today
                and (keys is null or m.id = any (keys::uuid[]))
        ) as w;
end
$$;
comment on function ops.mo_overdue(text[]) is 'Neither shipped nor cancelled, and expected before today in the configured time zone.';
revoke all on function ops.mo_overdue(text[]) from public;
select ops._define_rule(
    name => 'mo_overdue',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A manufacturing order is shipped by the day it is expected',
    why => 'Forecast and customers count on the goods; the reminder that should say so fails on a renamed column.',
    repair_class => 'report',
    reads => '{"public.manufacturing_orders": ["id", "mo_number", "status", "expected_completion_date",
        "ordered_amount"]}'
);
