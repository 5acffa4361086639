-- Orders in the approval queue whose state cannot be.
create or replace function ops.order_queue_state(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.order_queue',
            jsonb_build_object('id', w.id),
            left(format('order %s in the queue: %s', w.order_number, w.what), 100),
            null::text,
            null::jsonb,
            to_jsonb(w.status),
            null::numeric,
            jsonb_build_object('order_id', w.order_id),
            null::text
        from (
            select q.id, q.order_id, q.status, o.order_number, case
                when q.status = 'pending_approval' and o.fulfilled_at is not null
                    then 'waits for approval, and has been fulfilled'
                when q.status = 'pending_approval' and o.status = 'cancelled'
                    then 'waits for approval, and was cancelled'
                when q.status = 'pending_approval' and num_nonnulls(q.approved_by, q.approved_at) > 0
                    then 'waits for approval, and was decided'
                when q.status <> 'pending_approval' and q.approved_by is null then q.status || ' by nobody'
                when q.status <> 'pending_approval' and q.approved_at is null then q.status || ', but never'
                when q.approved_at < q.created_at then q.status || ' before it was asked for'
            end as what
            from public.order_queue as q
            join public.orders as o
                on o.id = q.order_id
            where keys is null or q.id = any (keys::uuid[])
        ) as w
        where w.what is not null;
end
$$;
comment on function ops.order_queue_state(text[]) is 'Waiting although the order is over, waiting although decided, decided by nobody or at no time.';
revoke all on function ops.order_queue_state(text[]) from public;
select ops._define_rule(
    name => 'order_queue_state',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An order waits for approval until somebody decides, and no longer',
    why => 'Approving an order that has left empties its lots; a decision by nobody cannot be asked about.',
    repair_class => 'report',
    reads => '{"public.order_queue": ["id", "order_id", "status", "approved_by", "approved_at",
        "created_at"], "public.orders": ["id",
        "order_number", "status", "fulfilled_at"]}'
);
