-- Subscriptions whose event is not among their events.
create or replace function ops.subscription_events(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.webhook_subscriptions',
            jsonb_build_object('id', s.id),
            left(format('subscription %s is for %s, its list has %s', coalesce(s.name, s.endpoint_url), s.event_type,
                coalesce(nullif(array_to_string(s.events, ', '), ''), 'nothing')), 100),
            null::text,
            -- to a list of lists nothing can be added
            case when coalesce(array_ndims(s.events), 1) = 1
                then jsonb_build_object('events', (coalesce(s.events, '{}') || s.event_type)::text) end,
            jsonb_build_object('events', s.events::text),
            null::numeric,
            jsonb_build_object('event_type', s.event_type, 'is_active', s.is_active),
            null::text
        from public.webhook_subscriptions as s
        -- not array_position, which refuses lists of lists
        where (s.event_type = any (s.events)) is not true
            and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.subscription_events(text[]) is
    'event_type came first, events later, with a default that nobody chose: {order.created}.';
revoke all on function ops.subscription_events(text[]) from public;
select ops._define_rule(
    name => 'subscription_events',
    area => 'functions',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A subscription''s event is one of its events',
    why => 'Which of the two counts depends on who reads: the subscriber waits for messages that go to others.',
    repair_class => 'decide',
    choices => '[{"choice": "add_event", "what": "the event is added to the list; nothing is taken from it", "changes": "ops._subscription_events_add"}]',
    reads => '{"public.webhook_subscriptions": ["id", "name", "event_type", "events", "endpoint_url", "is_active"]}'
);
