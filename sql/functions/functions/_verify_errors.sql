-- Whether errors go on: those that the database sees. The functions' own logs lie outside.
create or replace function ops._verify_errors()
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_since timestamptz := coalesce((ops._baseline('functions', 'server_errors')).taken_at,
        ops.now() - interval '1 hour');
    v_errors bigint;
    v_calls bigint;
begin
    if ops._missing('{"public.api_request_logs": ["status_code", "created_at"]}') is null then
        select count(*) filter (where l.status_code >= 500), count(*) into v_errors, v_calls
        from public.api_request_logs as l
        where l.created_at > v_since;
    end if;
    return query
        select 'No errors in function logs', case when v_errors > 0 then 'failed' else 'manual' end,
            coalesce(format('%s of %s logged API calls since %s failed', v_errors, v_calls,
                ops._moment(v_since, (select ops.setting('time_zone')), 'MM-DD HH24:MI')), 'no log of API calls here'),
            jsonb_build_object('since', v_since, 'errors', v_errors, 'calls', v_calls),
            case when v_errors > 0 then 'select * from ops.check_rule(''api_server_errors'')'
                else 'the functions'' own logs are not in the database: dashboard, Edge Functions, [function], Logs' end;
end
$$;
comment on function ops._verify_errors() is
    'One row: failed while API calls fail, else manual, for the logs are in the dashboard.';
revoke all on function ops._verify_errors() from public;
