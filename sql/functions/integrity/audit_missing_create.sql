-- Things that exist and whose creation is not in the log, though the log reaches back that far.
create or replace function ops.audit_missing_create(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select t.subject,
            jsonb_build_object('id', t.id),
            left(format('%s: its creation is not in the log', t.label), 100),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('created_at', t.created_at, 'created_by', t.created_by)),
            null::text
        from ops._audit_logged() as t
        where not exists (
                select
                from public.audit_logs as w
                where w.action in ('CREATE') and w.entity_type::text = t.kind and w.entity_id = t.id
            )
            and t.created_at > (select min(w.created_at) from public.audit_logs as w)
            and (keys is null or t.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_missing_create(text[]) is 'Orders, reservations that came without the CRM, lots with a receipt, deliveries that no manufacturing order announced: every screen that makes one logs it. Other lots come from imports and approvals, which log nothing.';
revoke all on function ops.audit_missing_create(text[]) from public;
select ops._define_rule(
    name => 'audit_missing_create',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Every thing whose creation the screens log has it in the log',
    why => 'It cannot be told who made it, and the screen cannot reverse it.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "created_at"],
        "public.orders": ["id", "order_number", "created_at", "created_by"],
        "public.reservations": ["id", "reservation_number", "crm_deal_id", "created_at", "created_by"],
        "public.lots": ["id", "lot_number", "created_at"], "public.goods_in_rows": ["lot_id"],
        "public.incoming_stock": ["id", "invoice_number", "created_at", "created_by"],
        "public.manufacturing_orders": ["incoming_stock_id"]}'
);
