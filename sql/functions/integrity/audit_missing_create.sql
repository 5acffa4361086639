-- Orders that exist and whose creation is not in the log, though the log reaches back that far.
create or replace function ops.audit_missing_create(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with logged as materialized (
            select w.entity_id from public.audit_logs as w where w.entity_type = 'order' and w.action = 'CREATE'
        )
        select 'public.orders',
            jsonb_build_object('id', t.id),
            left(format('order %s: its creation is not in the log', t.order_number), 100),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_build_object('created_at', t.created_at, 'created_by', t.created_by),
            null::text
        from public.orders as t
        where t.created_at > (select min(w.created_at) from public.audit_logs as w)
            and not exists (select from logged as g where g.entity_id = t.id)
            and (keys is null or t.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_missing_create(text[]) is 'Only orders: every screen that makes one logs it. Lots also come from imports and approvals, which log nothing.';
revoke all on function ops.audit_missing_create(text[]) from public;
select ops._define_rule(
    name => 'audit_missing_create',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Every order that the log could know of has its creation in the log',
    why => 'It cannot be told who made the order, and the screen cannot reverse it.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "created_at"],
        "public.orders": ["id", "order_number", "created_at", "created_by"]}'
);
