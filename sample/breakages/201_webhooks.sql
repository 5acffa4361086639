-- Webhooks that fail: what the dispatcher and the retry worker leave behind.

-- A subscriber of its own, with so many failed deliveries, counted as the dispatcher counts.
create function sample.failing_subscription(
    name text, failures integer, active boolean default true, retries integer default 1, next_retry_at timestamptz default null
)
returns uuid
language plpgsql
volatile
as $$
declare
    subscription uuid;
begin
    insert into public.webhook_subscriptions (name, event_type, events, endpoint_url, secret, is_active, failure_count, created_at)
    values (name, 'order.created', '{order.created}', 'https://' || md5(name) || '.example/hook', md5(name), active, failures,
        now() - interval '9 days')
    returning id into subscription;
    insert into public.webhook_deliveries (
        subscription_id, event_type, event, payload, response_status, status_code, success, retry_count, next_retry_at,
        error_message, delivered_at, created_at
    )
    select subscription, 'order.created', 'order.created', jsonb_build_object('n', n), 503, 503, false, retries,
        failing_subscription.next_retry_at, 'HTTP 503', now() - interval '1 hour' * n, now() - interval '1 hour' * n
    from generate_series(1, failures) as n;
    return subscription;
end
$$;

-- The retry worker is not called any more.
create function sample.break_webhook_worker(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    perform sample.record_row('webhook_worker', 'overdue_webhook_deliveries', 'public.webhook_subscriptions',
        sample.failing_subscription('Overdue ' || n, 2, next_retry_at => now() - interval '3 hours'))
    from generate_series(1, instances) as n;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('webhook_worker', 601);

-- A subscription is switched off while its deliveries are due.
create function sample.break_webhook_switched_off(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    subscription uuid := sample.failing_subscription('Switched off', instances, false, 1, now() - interval '2 days');
begin
    perform sample.record_row('webhook_switched_off', 'starving_webhook_deliveries', 'public.webhook_deliveries', d.id)
    from public.webhook_deliveries as d
    where d.subscription_id = subscription;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('webhook_switched_off', 602);

-- The worker gives up at the last retry and forgets the flag.
create function sample.break_webhook_given_up(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    subscription uuid;
begin
    for n in 1..(instances + 1) / 2 loop
        subscription := sample.failing_subscription('Given up ' || n, 2, retries => 5);
        perform sample.record_row('webhook_given_up', 'exhausted_webhook_deliveries', 'public.webhook_deliveries', d.id)
        from public.webhook_deliveries as d
        where d.subscription_id = subscription;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('webhook_given_up', 603);

-- One writer fills one twin, another the other.
create function sample.break_webhook_twins(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    subscription uuid := sample.failing_subscription('Twins', 0);
    at constant timestamptz := now() - interval '1 hour';
begin
    insert into public.webhook_deliveries (
        subscription_id, event_type, event, payload, response_status, status_code, success, delivered_at, created_at
    )
    select subscription, 'order.created', case when n % 3 <> 0 then 'order.created' end, jsonb_build_object('n', n),
        case when n % 3 <> 1 then 200 end, case when n % 3 <> 2 then 200 end, true, at, at
    from generate_series(1, instances) as n;
    update public.webhook_subscriptions set last_triggered_at = at where id = subscription;
    perform sample.record_row('webhook_twins', 'webhook_delivery_twins', 'public.webhook_deliveries', d.id)
    from public.webhook_deliveries as d
    where d.subscription_id = subscription;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('webhook_twins', 604);

-- Two failures at once: the dispatcher reads, adds one and writes, and one is lost.
create function sample.break_webhook_count_race(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    subscription uuid;
begin
    for n in 1..instances loop
        subscription := sample.failing_subscription('Raced ' || n, 2);
        update public.webhook_subscriptions set failure_count = 1 where id = subscription;
        perform sample.record_row('webhook_count_race', 'subscription_failure_count', 'public.webhook_subscriptions', subscription);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('webhook_count_race', 605);

-- A subscriber is down, and the worker does its best.
create function sample.break_webhook_subscriber_down(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    perform sample.record_row('webhook_subscriber_down', 'failing_webhook_subscriptions', 'public.webhook_subscriptions',
        sample.failing_subscription('Down ' || n, 3 + n % 9, next_retry_at => now() + interval '2 hours'))
    from generate_series(1, instances) as n;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('webhook_subscriber_down', 606);
