-- Messages between warehouse and CRM that nobody will process any more.
create or replace function ops.stuck_integration_messages(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_minutes integer := ops._threshold('stuck_integration_messages', 'minutes', 15);
begin
    return query
        select m.subject,
            jsonb_build_object('id', m.id),
            left(format('%s %s of %s: %s for %s', m.noun, left(m.idempotency_key, 40), m.event_type, m.status,
                coalesce(date_trunc('minute', ops._span(m.since, v_now))::text, 'ever')), 100),
            null::text,
            null::jsonb,
            to_jsonb(m.status),
            null::numeric,
            jsonb_build_object('attempts', m.attempts, 'since', m.since, 'error', left(m.last_error, 200)),
            null::text
        from (
            select 'public.integration_inbox' as subject, 'inbox message' as noun, i.id, i.idempotency_key,
                i.event_type,
                i.status::text as status, i.received_at as since, i.attempt_count as attempts, i.last_error
            from public.integration_inbox as i
            where i.status in ('pending', 'processing', 'failed')
            union all
            select 'public.integration_outbox', 'outbox message', o.id, o.idempotency_key, o.event_type,
                o.status, o.created_at, o.retry_count, o.last_error
            from public.integration_outbox as o
            where o.status in ('pending', 'processing', 'failed')
        ) as m
        where m.since < v_now - make_interval(mins => v_minutes)
            and (keys is null or m.id = any (keys::uuid[]));
end
$$;
comment on function ops.stuck_integration_messages(text[]) is
    'S33: pending, processing or failed for more than 15 minutes (threshold minutes). Neither inbox nor outbox has a '
    'consumer; a repeated message is answered as already processed.';
revoke all on function ops.stuck_integration_messages(text[]) from public;
select ops._define_rule(
    name => 'stuck_integration_messages',
    area => 'functions',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A message between warehouse and CRM is processed within a quarter of an hour',
    why => 'A deal that was won makes no order, or one that was lost keeps its stock, and both sides believe all is '
           'well.',
    repair_class => 'report',
    reads => '{"public.integration_inbox": ["id", "idempotency_key", "event_type", "status", "attempt_count",
        "last_error", "received_at"],
        "public.integration_outbox": ["id", "idempotency_key", "event_type", "status", "retry_count", "last_error",
            "created_at"]}'
);
