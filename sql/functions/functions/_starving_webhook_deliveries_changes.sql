-- Parks due deliveries of inactive subscriptions.
create or replace function ops._starving_webhook_deliveries_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'update', h.observed, h.expected, null::text
        from ops.starving_webhook_deliveries(keys) as h;
end
$$;
comment on function ops._starving_webhook_deliveries_changes(text[]) is
    'Choice park: next_retry_at becomes null, so that the worker leaves the delivery.';
revoke all on function ops._starving_webhook_deliveries_changes(text[]) from public;
