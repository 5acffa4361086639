-- Deliveries that have used up their retries and are not marked as dead letters.
create or replace function ops.exhausted_webhook_deliveries(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.webhook_deliveries',
            jsonb_build_object('id', w.id),
            left(format('delivery of %s to %s: given up after %s of %s retries, not marked as dead letter',
                w.event_type,
                coalesce(s.name, s.endpoint_url), w.retry_count, s.max_retries), 100),
            null::text,
            jsonb_build_object('is_dead_lettered', 'true'),
            jsonb_build_object('is_dead_lettered', w.is_dead_lettered::text),
            null::numeric,
            jsonb_build_object('subscription_id', s.id, 'retry_count', w.retry_count, 'max_retries', s.max_retries),
            null::text
        from public.webhook_deliveries as w
        join public.webhook_subscriptions as s
            on s.id = w.subscription_id
        where w.success is not true
            and w.retry_count >= s.max_retries
            and w.is_dead_lettered is not true
            and (keys is null or w.id = any (keys::uuid[]));
end
$$;
comment on function ops.exhausted_webhook_deliveries(text[]) is
    'The retry worker gives up at max_retries and forgets the flag, so the list of dead letters does not show the '
    'delivery.';
revoke all on function ops.exhausted_webhook_deliveries(text[]) from public;
select ops._define_rule(
    name => 'exhausted_webhook_deliveries',
    area => 'functions',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A delivery that was given up is marked as a dead letter',
    why => 'Nobody sees that the message never arrived, and nobody sends it by hand.',
    repair_class => 'auto',
    reads => '{"public.webhook_deliveries": ["id", "event_type", "subscription_id", "success", "retry_count",
        "is_dead_lettered"],
        "public.webhook_subscriptions": ["id", "name", "endpoint_url", "max_retries"]}'
);
