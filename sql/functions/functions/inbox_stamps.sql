-- Messages of the CRM whose time of processing does not match their state.
create or replace function ops.inbox_stamps(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.integration_inbox',
            jsonb_build_object('id', i.id),
            left(format('inbox message %s of %s: %s%s', left(i.idempotency_key, 40), i.event_type, i.status,
                case when i.processed_at is null then ', but has no time' else ', but was processed' end), 100),
            null::text,
            null::jsonb,
            jsonb_build_object('status', i.status, 'processed_at', i.processed_at),
            null::numeric,
            jsonb_build_object('received_at', i.received_at, 'attempts', i.attempt_count),
            null::text
        from public.integration_inbox as i
        where (
                i.status in ('processed') and i.processed_at is null
                or i.status in ('pending', 'processing', 'failed') and i.processed_at is not null
            )
            and (keys is null or i.id = any (keys::uuid[]));
end
$$;
comment on function ops.inbox_stamps(text[]) is
    'processed_at is set exactly once a message was processed. rejected and skipped may have it or not.';
revoke all on function ops.inbox_stamps(text[]) from public;
select ops._define_rule(
    name => 'inbox_stamps',
    area => 'functions',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A message of the CRM has a time of processing exactly if it was processed',
    why => 'A message that was put back to pending is acknowledged as done, and what it asked for never happens.',
    repair_class => 'report',
    reads => '{"public.integration_inbox": ["id", "idempotency_key", "event_type", "status", "processed_at",
        "received_at",
        "attempt_count"]}'
);
