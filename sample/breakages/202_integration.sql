-- Messages of the CRM are acknowledged and set back to pending; nothing ever takes them up.
create function sample.break_integration_messages(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    insert into public.integration_inbox (
        idempotency_key, source_system, event_type, payload, payload_hash, status, attempt_count, hmac_verified, last_error,
        received_at, created_at
    )
    select 'stuck-in-' || n || gen_random_uuid(), 'crm', 'deal.won', jsonb_build_object('n', n), md5('stuck' || n),
        (array['pending', 'failed', 'processing'])[1 + n % 3]::public.inbox_status, 2, true, 'created_by is null',
        now() - interval '1 hour' * n, now() - interval '1 hour' * n
    from generate_series(1, instances) as n;
    insert into public.integration_outbox (event_type, payload, status, retry_count, idempotency_key, created_at)
    select 'order.created', jsonb_build_object('n', n), (array['pending', 'failed', 'processing'])[1 + n % 3], 1,
        'stuck-out-' || n || gen_random_uuid(), now() - interval '1 hour' * n
    from generate_series(1, instances) as n;
    perform sample.record_row('integration_messages', 'stuck_integration_messages', 'public.integration_inbox', i.id)
    from public.integration_inbox as i
    where i.idempotency_key like 'stuck-in-%';
    perform sample.record_row('integration_messages', 'stuck_integration_messages', 'public.integration_outbox', o.id)
    from public.integration_outbox as o
    where o.idempotency_key like 'stuck-out-%';
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('integration_messages', 610);
