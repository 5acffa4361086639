-- Subscriptions that answer, messages that were processed, and organisations of the users.
create function sample.fill_integration()
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('webhook');
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into public.webhook_subscriptions (
        id, name, event_type, events, endpoint_url, secret, created_at
    )
    select
        sample.id(salt, n), 'Subscriber ' || n, e.name, array[e.name],
        'https://subscriber' || n || '.example/hook', md5(salt || n), run.today - interval '90 days'
    from generate_series(1, 4) as n
    cross join lateral (
        select (array['order.created', 'order.fulfilled', 'lot.created', 'low.stock'])[n] as name
    ) as e;

    insert into public.webhook_deliveries (
        subscription_id, event_type, event, payload, response_status, status_code, success,
        delivered_at, created_at
    )
    select s.id, s.event_type, s.event_type, jsonb_build_object('n', n), 200, 200, true, d.at, d.at
    from generate_series(1, greatest(40, run.lots / 100)) as n
    join public.webhook_subscriptions as s
        on s.id = sample.id(salt, 1 + n % 4)
    cross join lateral (select run.today - interval '1 minute' * (n * 7 % 20000) as at) as d;
    update public.webhook_subscriptions as s
    set last_triggered_at = (
        select max(d.delivered_at)
        from public.webhook_deliveries as d
        where d.subscription_id = s.id
    );

    insert into public.integration_inbox (
        idempotency_key, source_system, event_type, payload, payload_hash, status, attempt_count,
        hmac_verified, processed_at, received_at, created_at
    )
    select
        'in-' || n, 'crm', 'deal.cancelled', jsonb_build_object('n', n), md5(n::text), 'processed',
        1, true, r.at + interval '1 second', r.at, r.at
    from generate_series(1, greatest(20, run.lots / 200)) as n
    cross join lateral (select run.today - interval '1 minute' * (n * 11 % 20000) as at) as r;
    insert into public.integration_outbox (
        event_type, payload, status, idempotency_key, sent_at, created_at
    )
    select
        'order.created', jsonb_build_object('n', n), 'sent', 'out-' || n,
        run.today - interval '1 hour', run.today - interval '1 hour'
    from generate_series(1, 20) as n;

    perform public.replace_user_org_grants_snapshot(
        p.user_id, 1 + p.n,
        jsonb_build_array(
            jsonb_build_object('crm_organization_id', 'org-1', 'role_in_org', 'sales_owner'),
            jsonb_build_object('crm_organization_id', 'org-2', 'role_in_org', 'pricing')
        )
    )
    from sample.person as p;
    insert into public.user_active_org_preferences (user_id, active_org_id)
    select p.user_id, 'org-1' from sample.person as p where p.n % 2 = 0;
end
$$;
