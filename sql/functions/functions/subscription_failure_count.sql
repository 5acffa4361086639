-- What webhook_subscriptions.failure_count should be: failed deliveries since the last one that arrived.
-- Inlinable: the check joins every subscription to it, so it pins no path and names everything in full.
create or replace function ops.subscription_failure_count(keys uuid[] default null)
returns table (key uuid, value integer)
language sql
stable parallel safe
as $$
    select d.subscription_id, pg_catalog.count(*)::integer
    from public.webhook_deliveries as d
    left join (
        select a.subscription_id, pg_catalog.max(a.delivered_at) as latest
        from public.webhook_deliveries as a
        where a.success and (keys is null or a.subscription_id operator(pg_catalog.=) any (keys))
        group by a.subscription_id
    ) as s
        on s.subscription_id operator(pg_catalog.=) d.subscription_id
    where not d.success
        and (s.latest is null or d.delivered_at operator(pg_catalog.>) s.latest)
        and (keys is null or d.subscription_id operator(pg_catalog.=) any (keys))
    group by d.subscription_id
$$;
comment on function ops.subscription_failure_count(uuid[]) is 'Deliveries of each subscription that failed after its last success. The dispatcher reads, adds and writes, so that two failures at once count once.';
revoke all on function ops.subscription_failure_count(uuid[]) from public;
select ops._define_subject('public.webhook_subscriptions', 'subscription', 'coalesce(t.name, t.endpoint_url)');
select ops._define_derived_value(
    name => 'subscription_failure_count',
    area => 'functions',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A subscription''s failure count equals its failures since the last success',
    why => 'Too high: its messages are given up too early. Too low: a dead subscriber is served for ever.',
    repair_class => 'auto',
    reads => '{"public.webhook_subscriptions": ["id", "name", "endpoint_url", "failure_count"],
        "public.webhook_deliveries": ["subscription_id", "success", "delivered_at"]}',
    subject => 'public.webhook_subscriptions',
    value_column => 'failure_count',
    otherwise => '0'
);
