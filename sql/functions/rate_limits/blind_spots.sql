-- What nobody can ever know of an area, however well its rules run.
create or replace function ops.blind_spots(area text)
returns setof ops.violation
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_area(area);
    -- no rule of its own: what can never be known is no finding, no incident and no reason for a job to fail
    return query
        select u.*
        from ops._unknown('api_key_at_limit', 'P3', 'unknown',
            'refused calls: unknown, not none; the limiter answers 401 and logs nothing', null,
            'Dashboard -> Edge Functions -> api-… -> Invocations: how many answered 401') as u
        where area = 'rate_limits'
            and ops._missing('{"public.api_keys": ["id"], "public.api_request_logs": ["id"]}') is null;
end
$$;
comment on function ops.blind_spots(text) is 'Rows with status unknown that belong to no rule: shown at the end of a check of that area, counted nowhere. OP001 for an unknown area.';
revoke all on function ops.blind_spots(text) from public;
grant execute on function ops.blind_spots(text) to ops_reader;
