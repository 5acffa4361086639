-- What adds a subscription's event to its list of events.
create or replace function ops._subscription_events_add(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'update', h.observed, h.expected, null::text
        from ops.subscription_events(keys) as h
        where h.expected is not null;
end
$$;
comment on function ops._subscription_events_add(text[]) is 'One update a subscription.';
revoke all on function ops._subscription_events_add(text[]) from public;
