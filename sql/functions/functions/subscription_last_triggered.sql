-- Subscriptions whose last success is older than one of their deliveries.
create or replace function ops.subscription_last_triggered(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone constant text := ops.setting('time_zone'); -- once, not once a row
    v_now constant timestamptz := ops.now();
    v_slack constant interval := interval '1 minute';
begin
    return query
        select 'public.webhook_subscriptions',
            jsonb_build_object('id', s.id),
            left(format('subscription %s: last triggered %s, last delivery %s', coalesce(s.name, s.endpoint_url),
                coalesce(ops._moment(s.last_triggered_at, v_zone, 'YYYY-MM-DD HH24:MI:SS'), 'never'),
                ops._moment(d.latest, v_zone, 'YYYY-MM-DD HH24:MI:SS')), 100),
            null::text,
            jsonb_build_object('last_triggered_at', d.latest::text),
            jsonb_build_object('last_triggered_at', s.last_triggered_at::text),
            null::numeric,
            jsonb_build_object('event_type', s.event_type),
            null::text
        from public.webhook_subscriptions as s
        join (
            select w.subscription_id, max(w.delivered_at) as latest
            from public.webhook_deliveries as w
            where w.success
                -- a delivery from the future is an error of its own, and not to be copied
                and w.delivered_at <= v_now
            group by w.subscription_id
        ) as d
            on d.subscription_id = s.id
        where coalesce(s.last_triggered_at, '-infinity') < ops._shifted(d.latest, -v_slack)
            and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.subscription_last_triggered(text[]) is
    'last_triggered_at against the newest delivery that arrived, one-sided and to a minute: deliveries are cleared, '
    'and the two are written one after the other.';
revoke all on function ops.subscription_last_triggered(text[]) from public;
select ops._define_rule(
    name => 'subscription_last_triggered',
    area => 'functions',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A subscription was last triggered no earlier than its last delivery',
    why => 'A subscriber that is served each day looks dead, and is switched off.',
    repair_class => 'auto',
    reads => '{"public.webhook_subscriptions": ["id", "name", "event_type", "endpoint_url", "last_triggered_at"],
        "public.webhook_deliveries": ["subscription_id", "success", "delivered_at"]}'
);
