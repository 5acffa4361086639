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
            select t.subject, t.kind, t.id, f.key as name, nullif(nullif(f.value, '""'), 'null') as value
            from (
                select 'public.orders' as subject, 'order' as kind, o.id,
                    jsonb_build_object('order_number', o.order_number, 'customer_name', o.customer_name) as fields
                from public.orders as o
                union all
                -- received metres and state come from other screens, and have rules of their own
                select 'public.incoming_stock', 'incoming_stock', i.id,
                    jsonb_build_object('quality', i.quality, 'color', i.color, 'expected_meters', i.expected_meters,
                        'supplier_id', i.supplier_id, 'invoice_number', i.invoice_number)
                from public.incoming_stock as i
            ) as t
            cross join lateral jsonb_each(t.fields) as f
        ),
        said as (
            select a.id, a.entity_type::text as kind, a.entity_id, a.created_at, f.key as name,
                nullif(nullif(f.value, '""'), 'null') as value,
                row_number() over (partition by a.entity_type, a.entity_id, f.key order by a.created_at desc, a.id desc) as turn,
                -- of two rows of one transaction nobody knows which was last
                count(*) over (partition by a.entity_type, a.entity_id, f.key, a.created_at) as at_once
            from public.audit_logs as a
            cross join lateral jsonb_each(case when jsonb_typeof(a.new_data) = 'object' then a.new_data else '{}' end) as f
            where a.entity_type in ('order', 'incoming_stock')
                and a.action in ('CREATE', 'UPDATE', 'STATUS_CHANGE')
                and a.is_reversed is distinct from true
        ),
        wrong as (
            select s.id, min(s.name) as name, count(*) as fields,
                jsonb_object_agg(s.name, s.value) as left_at, jsonb_object_agg(s.name, l.value) as is_at
            from said as s
            join live as l
                on l.kind = s.kind and l.id = s.entity_id and l.name = s.name
            -- what we changed ourselves is in our journal
            left join ops.change as c
                on c.subject = l.subject and c.key = jsonb_build_object('id', l.id) and c.after ? l.name
                and c.changed_at >= s.created_at
            where s.turn = 1 and s.at_once = 1 and c.id is null
                and s.value is distinct from l.value
                -- a screen may log a number as text
                and (s.value is null or l.value is null or jsonb_typeof(s.value) = jsonb_typeof(l.value))
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
