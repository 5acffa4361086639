-- Manufacturing orders whose history ends in another status than their own.
create or replace function ops.mo_status_history(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.manufacturing_orders',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            to_jsonb(w.status),
            to_jsonb(w.last_status),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select m.id, m.status, t.last_status,
                format('order %s is %s, its history ends with %s', m.mo_number, m.status, t.last_status) as message
            from public.manufacturing_orders as m
            join (
                select h.manufacturing_order_id, max(h.changed_at) as at,
                    (array_agg(h.new_status order by h.changed_at desc, h.id))[1] as last_status
                from public.mo_status_history as h
                where keys is null or h.manufacturing_order_id = any (keys::uuid[])
                group by h.manufacturing_order_id
            ) as t
                on t.manufacturing_order_id = m.id
            where not exists (
                select
                from public.mo_status_history as h
                where h.manufacturing_order_id = m.id and h.changed_at = t.at and h.new_status = m.status
            )
        ) as w;
end
$$;
comment on function ops.mo_status_history(text[]) is 'The newest row of mo_status_history against manufacturing_orders.status. An order without history was never moved; of rows of one moment any may be the last.';
revoke all on function ops.mo_status_history(text[]) from public;
select ops._define_rule(
    name => 'mo_status_history',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A manufacturing order''s history ends with its status',
    why => 'When and by whom an order was moved is missing where a supplier is asked about it.',
    repair_class => 'auto',
    turn => 80,
    changes => 'ops._mo_status_history_changes',
    reads => '{"public.manufacturing_orders": ["id", "mo_number", "status", "created_by", "updated_by", "updated_at"],
        "public.mo_status_history": ["id", "manufacturing_order_id", "old_status", "new_status", "changed_by",
        "changed_at"]}'
);
