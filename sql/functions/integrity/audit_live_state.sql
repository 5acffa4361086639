-- Things that are not as the last row of the log left them, in fields that are changed by logging screens only.
create or replace function ops.audit_live_state(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with live as (
            select 'public.orders' as subject, 'order' as kind, o.id,
                jsonb_build_object('order_number', o.order_number, 'customer_name', o.customer_name) as fields
            from public.orders as o
            union all
            -- received metres and state come from other screens, and have rules of their own
            select 'public.incoming_stock', 'incoming_stock', i.id,
                jsonb_build_object('quality', i.quality, 'color', i.color, 'expected_meters', i.expected_meters,
                    'supplier_id', i.supplier_id, 'invoice_number', i.invoice_number)
            from public.incoming_stock as i
        ),
        -- whatever a row of the log said that is not so any more; few, and only of these it is asked who spoke last
        differs as (
            select a.id, a.entity_type, a.entity_id, a.created_at, l.subject, f.key as name, v.said, v.value
            from public.audit_logs as a
            join live as l
                on l.kind = a.entity_type::text and l.id = a.entity_id
            cross join lateral jsonb_each(case when jsonb_typeof(a.new_data) = 'object' then a.new_data else '{}' end) as f
            cross join lateral (
                select nullif(nullif(f.value, '""'), 'null') as said,
                    nullif(nullif(l.fields -> f.key, '""'), 'null') as value
            ) as v
            where l.fields ? f.key
                and a.entity_type in ('order', 'incoming_stock')
                and a.action in ('CREATE', 'UPDATE', 'STATUS_CHANGE')
                and a.is_reversed is distinct from true
                and v.said is distinct from v.value
                -- a screen may log a number as text
                and (v.said is null or v.value is null or jsonb_typeof(v.said) = jsonb_typeof(v.value))
        ),
        wrong as (
            select s.id, min(s.name) as name, count(*) as fields,
                jsonb_object_agg(s.name, s.said) as left_at, jsonb_object_agg(s.name, s.value) as is_at
            from differs as s
            -- what we changed ourselves is in our journal
            left join ops.change as c
                on c.subject = s.subject and c.key = jsonb_build_object('id', s.entity_id) and c.after ? s.name
                and c.changed_at >= s.created_at
            where c.id is null
                -- of two rows of one transaction nobody knows which was last
                and not exists (
                    select
                    from public.audit_logs as w
                    where w.entity_type = s.entity_type
                        and w.entity_id = s.entity_id
                        and w.id <> s.id
                        and coalesce(w.created_at, 'infinity') >= coalesce(s.created_at, 'infinity')
                        and jsonb_typeof(w.new_data) = 'object'
                        and w.new_data ? s.name
                        and w.action in ('CREATE', 'UPDATE', 'STATUS_CHANGE')
                        and w.is_reversed is distinct from true
                    offset 0 -- by the index for the few, not as a join of the whole log with itself
                )
            group by s.id
        )
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s left %s at %s, but it is %s%s', ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier),
                replace(w.name, '_', ' '), coalesce(w.left_at ->> w.name, 'nothing'), coalesce(w.is_at ->> w.name, 'nothing'),
                case when w.fields > 1 then format(', and %s more', w.fields - 1) end), 100),
            null::text,
            w.left_at,
            w.is_at,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from wrong as w
        join public.audit_logs as a
            on a.id = w.id
        where keys is null or a.id = any (keys::uuid[]);
end
$$;
comment on function ops.audit_live_state(text[]) is 'Orders: number and customer. Deliveries: quality, color, expected metres, supplier, invoice. Other fields and things are changed by screens that log nothing.';
revoke all on function ops.audit_live_state(text[]) from public;
select ops._define_rule(
    name => 'audit_live_state',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Orders and deliveries are as their last row of the log left them',
    why => 'Somebody changed them past the screens, and nobody can tell who or when.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier", "new_data", "is_reversed",
            "created_at"],
        "public.orders": ["id", "order_number", "customer_name"],
        "public.incoming_stock": ["id", "quality", "color", "expected_meters", "supplier_id", "invoice_number"]}'
);
