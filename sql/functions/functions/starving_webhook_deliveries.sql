-- Due deliveries of inactive subscriptions: they stay due for ever and take places in the batch.
create or replace function ops.starving_webhook_deliveries(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'public.webhook_deliveries',
            jsonb_build_object('id', d.id),
            left(format('place %s of 50: %s to inactive %s, due since %s', d.place, d.event_type, d.subscription,
                ops._moment(d.next_retry_at, (select ops.setting('time_zone')))), 100),
            null::text,
            jsonb_build_object('next_retry_at', null),
            jsonb_build_object('next_retry_at', d.next_retry_at::text),
            null::numeric,
            jsonb_build_object('subscription_id', d.subscription_id, 'place', d.place, 'in_batch', d.place < 51),
            null::text
        from (
            select w.id, w.event_type, w.subscription_id, w.next_retry_at, coalesce(s.name,
                s.endpoint_url) as subscription,
                s.is_active, row_number() over (order by w.next_retry_at, w.id) as place
            from public.webhook_deliveries as w
            join public.webhook_subscriptions as s
                on s.id = w.subscription_id
            where w.success is not true and w.next_retry_at < v_now
        ) as d
        where not d.is_active and (keys is null or d.id = any (keys::uuid[]));
end
$$;
comment on function ops.starving_webhook_deliveries(text[]) is
    'The retry worker takes the 50 oldest due deliveries and skips those of inactive subscriptions without moving '
    'them: 50 of these stop all retries.';
revoke all on function ops.starving_webhook_deliveries(text[]) from public;
select ops._define_rule(
    name => 'starving_webhook_deliveries',
    area => 'functions',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No delivery of an inactive subscription waits to be sent again',
    why => 'Fifty of them fill the worker''s batch, and no delivery of any subscription is retried any more.',
    repair_class => 'decide',
    reads => '{"public.webhook_deliveries": ["id", "event_type", "subscription_id", "success", "next_retry_at"],
        "public.webhook_subscriptions": ["id", "name", "endpoint_url", "is_active"]}',
    choices => '[{"choice": "park", "what": "next_retry_at becomes empty: the delivery stays, the worker leaves it, and the app shows it as failed; activating the subscription again does not send it", "changes": "ops._starving_webhook_deliveries_changes"}]'
);
