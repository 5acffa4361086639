-- Puts one message a channel into the outbox for a change of an incident.
create or replace function ops._queue_message(event bigint, given ops.incident, text text)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.outbox (idempotency_key, channel, event, payload, created_at, next_try_at)
    select md5(format('%s|%s|%s|%s', current_database(),
        (select d.oid from pg_database as d where d.datname = current_database()),
            _queue_message.event, c.name)),
        c.name, _queue_message.event,
        jsonb_build_object('text', left(format('[%s] %s · incident %s · %s: %s', (given).severity, (given).area,
            (given).id,
            e.kind, _queue_message.text), 3000)),
        ops.now(), ops.now()
    from ops.channel as c
    join ops.incident_event as e
        on e.id = _queue_message.event
    where c.enabled and (given).severity <= c.from_severity
$$;
comment on function ops._queue_message(bigint, ops.incident, text) is 'Payload as Slack takes it, {"text": …}; the key is that of event and channel, the same at every attempt.';
revoke all on function ops._queue_message(bigint, ops.incident, text) from public;
