-- Active subscriptions that fail again and again.
create or replace function ops.failing_webhook_subscriptions(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_times integer := ops._threshold('failing_webhook_subscriptions', 'times', 3);
begin
    return query
        select 'public.webhook_subscriptions',
            jsonb_build_object('id', s.id),
            left(format('subscription %s has failed %s times in a row%s', coalesce(s.name, s.endpoint_url),
                s.failure_count,
                case when s.failure_count < 10 then '; at 10 its messages are given up'
                    else ': its messages are given up' end), 100),
            null::text,
            null::jsonb,
            to_jsonb(s.failure_count),
            null::numeric,
            jsonb_build_object('event_type', s.event_type, 'last_triggered_at', s.last_triggered_at),
            null::text
        from public.webhook_subscriptions as s
        where s.is_active
            and s.failure_count >= v_times
            and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.failing_webhook_subscriptions(text[]) is
    'failure_count of 3 or more (threshold times). At 10 the dispatcher marks all failed deliveries of the event as '
    'dead letters.';
revoke all on function ops.failing_webhook_subscriptions(text[]) from public;
select ops._define_rule(
    name => 'failing_webhook_subscriptions',
    area => 'functions',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No active subscription keeps failing',
    why => 'The subscriber hears nothing, and at the tenth failure its messages are given up for good.',
    repair_class => 'report',
    reads => '{"public.webhook_subscriptions": ["id", "name", "event_type", "endpoint_url", "is_active",
        "failure_count", "last_triggered_at"]}'
);
