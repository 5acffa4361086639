-- Endpoints of the API that answered with a server error.
create or replace function ops.api_server_errors(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_hours integer := ops._threshold('api_server_errors', 'hours', 24);
begin
    return query
        select 'public.api_request_logs',
            jsonb_build_object('endpoint', l.endpoint),
            left(format('%s answered %s of %s calls with %s or above, last at %s', l.endpoint, l.failed, l.calls,
                500,
                ops._moment(l.latest, (select ops.setting('time_zone')), 'MM-DD HH24:MI')), 100),
            null::text,
            null::jsonb,
            to_jsonb(l.failed),
            null::numeric,
            jsonb_build_object('calls', l.calls, 'failed', l.failed, 'latest', l.latest, 'message', l.message),
            null::text
        from (
            select q.endpoint, count(*) as calls, count(*) filter (where q.status_code >= 500) as failed,
                max(q.created_at) filter (where q.status_code >= 500) as latest,
                (array_agg(left(q.error_message, 200) order by q.created_at desc)
                    filter (where q.status_code >= 500))[1] as message
            from public.api_request_logs as q
            where q.created_at > v_now - make_interval(hours => v_hours)
                and (keys is null or q.endpoint = any (keys))
            group by q.endpoint
        ) as l
        where l.failed > 0;
end
$$;
comment on function ops.api_server_errors(text[]) is
    'Runbook 3: endpoints with 500 or above in the last 24 hours (threshold hours). Rejected calls are never logged, '
    'so silence is no proof.';
revoke all on function ops.api_server_errors(text[]) from public;
select ops._define_rule(
    name => 'api_server_errors',
    area => 'functions',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'No endpoint of the API answers with a server error',
    why => 'The systems that talk to the warehouse get no answer, and orders do not arrive.',
    repair_class => 'report',
    reads => '{"public.api_request_logs": ["endpoint", "status_code", "error_message", "created_at"]}'
);
