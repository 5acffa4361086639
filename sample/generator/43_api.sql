-- Keys and their requests of the last weeks, well below every limit, and recent logins.
create function sample.fill_api()
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('api_key');
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into public.api_keys (
        id, name, key_prefix, key_hash, service, permissions, rate_limit_per_minute, created_at
    )
    select
        sample.id(salt, n), 'Key ' || n, 'lk_' || n, md5(salt || n), 'crm', '["read"]', 60,
        run.today - interval '200 days'
    from generate_series(1, 5) as n;

    insert into public.api_request_logs (
        api_key_id, endpoint, method, status_code, response_time_ms, created_at
    )
    select
        sample.id(salt, 1 + n % 5),
        (array['/api-inventory', '/api-orders', '/api-reservations'])[1 + n % 3], 'GET', 200,
        20 + n % 200, run.today - interval '1 minute' * (n * 13 % 28000)
    from generate_series(1, greatest(100, run.lots / 20)) as n;
    update public.api_keys as k
    set last_used_at = (
        select max(l.created_at) from public.api_request_logs as l where l.api_key_id = k.id
    );

    insert into public.login_attempts (email, ip_address, attempted_at, success)
    select p.email, '192.0.2.' || p.n % 250, now() - interval '1 minute' * (20 + p.n % 600), true
    from sample.person as p
    order by p.n;
end
$$;
