-- How each webhook subscription stands: what it was sent, what failed, what is due.
create or replace function ops.webhook_states()
returns table (
    subscription_id uuid, subscription text, event_type text, is_active boolean, failure_count integer,
    delivered bigint, failed bigint, due bigint, oldest_due timestamptz, given_up bigint
)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select s.id, coalesce(s.name, s.endpoint_url), s.event_type, s.is_active, s.failure_count,
            count(d.id) filter (where d.success),
            count(d.id) filter (where d.success is not true),
            count(d.id) filter (where d.success is not true and d.next_retry_at < v_now),
            min(d.next_retry_at) filter (where d.success is not true and d.next_retry_at < v_now),
            count(d.id) filter (where d.success is not true and d.retry_count >= s.max_retries)
        from public.webhook_subscriptions as s
        left join public.webhook_deliveries as d
            on d.subscription_id = s.id
        group by s.id
        order by s.is_active desc, s.failure_count desc, s.id;
end
$$;
comment on function ops.webhook_states() is
    'Runbook 3: one row a subscription. All counts zero may mean that the dispatcher cannot even store a delivery.';
revoke all on function ops.webhook_states() from public;
grant execute on function ops.webhook_states() to ops_reader;
