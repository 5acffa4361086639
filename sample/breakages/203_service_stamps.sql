-- Messages and subscriptions of which one of two columns was written.
create function sample.break_unstamped_message(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    row_id uuid;
begin
    for n in 1..instances loop
        insert into public.integration_inbox (
            idempotency_key, source_system, event_type, payload, payload_hash, status, attempt_count, hmac_verified, received_at
        )
        values (
            'in-unstamped-' || n, 'crm', 'deal.cancelled', jsonb_build_object('n', n), md5('unstamped' || n), 'processed', 1, true,
            now() - interval '1 hour' * n
        )
        returning id into row_id;
        perform sample.record_row('unstamped_message', 'inbox_stamps', 'public.integration_inbox', row_id);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('unstamped_message', 950);

create function sample.break_half_subscription(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    row_id uuid;
begin
    for n in 1..instances loop
        if n % 2 = 0 then
            -- set up for one event; the list got its default
            insert into public.webhook_subscriptions (name, event_type, endpoint_url, secret)
            values ('Listener ' || n, 'lot.created', 'https://listener' || n || '.example/hook', md5('listener' || n))
            returning id into row_id;
            perform sample.record_row('half_subscription', 'subscription_events', 'public.webhook_subscriptions', row_id);
        else
            insert into public.webhook_subscriptions (name, event_type, events, endpoint_url, secret)
            values (
                'Listener ' || n, 'lot.created', '{lot.created}', 'https://listener' || n || '.example/hook', md5('listener' || n)
            )
            returning id into row_id;
        end if;
        -- the worker that retries delivers, and stamps nothing
        insert into public.webhook_deliveries (
            subscription_id, event_type, event, payload, response_status, status_code, success, delivered_at
        )
        values (row_id, 'lot.created', 'lot.created', '{}', 200, 200, true, now() - interval '1 hour');
        perform sample.record_row(
            'half_subscription', 'subscription_last_triggered', 'public.webhook_subscriptions', row_id
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('half_subscription', 951);

create function sample.break_half_invitation(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    row_id uuid;
begin
    for n in 1..instances loop
        insert into public.user_invitations (email, role, status, accepted_at, email_sent)
        values (
            'half' || n || '@lotastro.example', 'accounting', case when n % 2 = 0 then 'pending' else 'accepted' end,
            case when n % 2 = 0 then now() - interval '1 hour' end, true
        )
        returning id into row_id;
        perform sample.record_row('half_invitation', 'invitation_stamps', 'public.user_invitations', row_id);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('half_invitation', 952);
