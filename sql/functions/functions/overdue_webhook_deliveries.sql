-- Subscriptions whose failed deliveries are due again and nobody sends.
create or replace function ops.overdue_webhook_deliveries(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_minutes integer := ops._threshold('overdue_webhook_deliveries', 'minutes', 30);
begin
    return query
        select 'public.webhook_subscriptions',
            jsonb_build_object('id', s.id),
            left(format('subscription %s: %s deliveries due, the oldest for %s', coalesce(s.name, s.endpoint_url),
                d.due,
                coalesce(date_trunc('minute', ops._span(d.oldest, v_now))::text, 'ever')), 100),
            null::text,
            null::jsonb,
            to_jsonb(d.due),
            null::numeric,
            jsonb_build_object('due', d.due, 'oldest', d.oldest, 'event_type', s.event_type),
            null::text
        from (
            select w.subscription_id, count(*) as due, min(w.next_retry_at) as oldest
            from public.webhook_deliveries as w
            where w.success is not true
                and w.next_retry_at < v_now - make_interval(mins => v_minutes)
            group by w.subscription_id
        ) as d
        join public.webhook_subscriptions as s
            on s.id = d.subscription_id
        where s.is_active and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.overdue_webhook_deliveries(text[]) is
    'Failed deliveries of active subscriptions, due for more than 30 minutes (threshold minutes). '
    'process-webhook-retries takes the 50 oldest every 5 minutes.';
revoke all on function ops.overdue_webhook_deliveries(text[]) from public;
select ops._define_rule(
    name => 'overdue_webhook_deliveries',
    area => 'functions',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A delivery that is due is sent again within half an hour',
    why => 'The other system does not hear of orders and stock, and works with what it heard last.',
    repair_class => 'report',
    reads => '{"public.webhook_subscriptions": ["id", "name", "event_type", "endpoint_url", "is_active"],
        "public.webhook_deliveries": ["subscription_id", "success", "next_retry_at"]}'
);
