-- Orders that the log says were fulfilled and are not, and the reverse.
create or replace function ops.audit_order_fulfilment(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with said as (
            select w.entity_id, min(w.id::text) as entry
            from public.audit_logs as w
            where w.entity_type = 'order'
                and w.action = 'FULFILL'
                and w.is_reversed is distinct from true
            group by w.entity_id
        )
        select 'public.orders',
            jsonb_build_object('id', t.id),
            left(format(case when s.entity_id is null then 'order %s is fulfilled, but the log has no row of it'
                else 'order %s is fulfilled by the log, but not itself' end, t.order_number), 100),
            null::text,
            null::jsonb,
            to_jsonb(t.fulfilled_at),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('audit_id', s.entry, 'fulfilled_at', t.fulfilled_at)),
            null::text
        from public.orders as t
        left join said as s
            on s.entity_id = t.id
        where (s.entity_id is null) = (t.fulfilled_at is not null)
            and (s.entity_id is not null or t.fulfilled_at > (select min(w.created_at) from public.audit_logs as w))
            and (keys is null or t.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_order_fulfilment(text[]) is 'The log is written in a call of its own after the order. Orders fulfilled before the log begins are left out.';
revoke all on function ops.audit_order_fulfilment(text[]) from public;
select ops._define_rule(
    name => 'audit_order_fulfilment',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'An order is fulfilled exactly if the log says so',
    why => 'Goods left without a trace of who sent them, or the order waits although the log says it went.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "is_reversed", "created_at"],
        "public.orders": ["id", "order_number", "fulfilled_at"]}'
);
