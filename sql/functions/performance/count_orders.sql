-- Orders of a stretch of time by how far they have come.
create or replace function ops.count_orders(since interval default '24 hours')
returns table (stage text, orders bigint, oldest timestamptz, newest timestamptz)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    return query
        select case
                when o.fulfilled_at is not null then 'fulfilled'
                when o.status::text = 'cancelled' then 'cancelled'
                else 'open'
            end as stage,
            count(*), min(o.created_at), max(o.created_at)
        from public.orders as o
        where o.created_at > ops.now() - since
        group by 1;
end
$$;
comment on function ops.count_orders(interval) is
    'One row a stage of the orders created since then: open, fulfilled, cancelled.';
revoke all on function ops.count_orders(interval) from public;
grant execute on function ops.count_orders(interval) to ops_reader;
