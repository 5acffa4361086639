-- Subscriptions whose failure count is not their failures since the last delivery that arrived.
create or replace function ops.subscription_failure_count(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.webhook_subscriptions',
            jsonb_build_object('id', s.id),
            left(format('subscription %s: failure count %s, failed since the last success %s', coalesce(s.name,
                s.endpoint_url),
                s.failure_count, coalesce(d.failed, 0)), 100),
            null::text,
            jsonb_build_object('failure_count', coalesce(d.failed, 0)::text),
            jsonb_build_object('failure_count', s.failure_count::text),
            null::numeric,
            jsonb_build_object('event_type', s.event_type),
            null::text
        from public.webhook_subscriptions as s
        left join (
            select w.subscription_id, count(*) as failed
            from public.webhook_deliveries as w
            left join (
                select a.subscription_id, max(a.delivered_at) as latest
                from public.webhook_deliveries as a
                where a.success
                group by a.subscription_id
            ) as l
                on l.subscription_id = w.subscription_id
            where not w.success
                and w.delivered_at > coalesce(l.latest, '-infinity')
            group by w.subscription_id
        ) as d
            on d.subscription_id = s.id
        where s.failure_count is distinct from coalesce(d.failed, 0)
            and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.subscription_failure_count(text[]) is
    'The dispatcher reads, adds one and writes, so that two failures at once count once; the retry worker''s own '
    'failures are not counted by it, and not here.';
revoke all on function ops.subscription_failure_count(text[]) from public;
select ops._define_rule(
    name => 'subscription_failure_count',
    area => 'functions',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A subscription''s failure count equals its failures since the last success',
    why => 'Too high: its messages are given up too early. Too low: a dead subscriber is served for ever.',
    repair_class => 'auto',
    reads => '{"public.webhook_subscriptions": ["id", "name", "event_type", "endpoint_url", "failure_count"],
        "public.webhook_deliveries": ["subscription_id", "success", "delivered_at"]}'
);
