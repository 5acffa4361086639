-- An endpoint of the API breaks: its calls are answered with 500, and logged without a key.
create function sample.break_api_errors(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    insert into public.api_request_logs (endpoint, method, status_code, response_time_ms, error_message, created_at)
    select '/api-broken-' || n, 'POST', 500 + c, 900, 'relation does not exist', now() - interval '1 minute' * (n + c)
    from generate_series(1, instances) as n
    cross join generate_series(0, 2) as c;
    insert into sample.breakage (mechanism, rule, subject, key)
    select 'api_errors', 'api_server_errors', 'public.api_request_logs', jsonb_build_object('endpoint', '/api-broken-' || n)::text
    from generate_series(1, instances) as n;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('api_errors', 600);
