-- The numbers of functions, webhooks and integrations that a resolution is held to.
create or replace function ops._measures_functions()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'server_errors', (select count(*) from public.api_request_logs as l
            where l.status_code >= 500 and l.created_at > v_now - interval '1 hour')::numeric, 'an hour'
        union all
        select 'due_deliveries', (select count(*) from public.webhook_deliveries as d
            where d.success is not true and d.next_retry_at < v_now)::numeric, 'deliveries'
        union all
        select 'open_messages', (select count(*) from public.integration_inbox as i
            where i.status in ('pending', 'processing', 'failed'))::numeric, 'messages';
end
$$;
comment on function ops._measures_functions() is
    'server_errors of the API in the last hour, due_deliveries of webhooks, open_messages of the inbox.';
revoke all on function ops._measures_functions() from public;
