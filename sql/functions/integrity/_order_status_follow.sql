-- What makes an order's state and outcome say what its fulfilment says.
create or replace function ops._order_status_follow(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'update', h.observed, h.expected, null::text
        from ops.order_status(keys) as h
        where h.expected is not null;
end
$$;
comment on function ops._order_status_follow(text[]) is 'One update an order; none where the order was never fulfilled and its state says so.';
revoke all on function ops._order_status_follow(text[]) from public;
