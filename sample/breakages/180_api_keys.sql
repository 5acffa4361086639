-- Keys of the API as administrators, clients and strangers leave them.
create function sample.new_key(
    mechanism text,
    n integer,
    allowed integer default 60,
    secret text default null,
    last_used timestamptz default now(),
    ends timestamptz default null
)
returns uuid
language sql
volatile
as $$
    insert into public.api_keys (
        name, key_prefix, key_hash, service, rate_limit_per_minute, last_used_at, expires_at, created_at
    )
    values (
        initcap(replace(mechanism, '_', ' ')) || ' ' || n, 'lk_' || mechanism || n,
        md5(coalesce(secret, mechanism || n)), 'shop', allowed, last_used, ends, now() - interval '200 days'
    )
    returning id
$$;

create function sample.log_calls(api_key uuid, times integer, last_at timestamptz)
returns void
language sql
volatile
as $$
    insert into public.api_request_logs (
        api_key_id, endpoint, method, status_code, response_time_ms, created_at
    )
    select api_key, '/api-orders', 'GET', 200, 40, last_at - interval '10 seconds' * n
    from generate_series(0, times - 1) as n
$$;

-- A client in a loop: the limiter lets through as many as the limit says, within a minute.
create function sample.break_full_minute(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    api_key uuid;
begin
    for n in 1..instances loop
        api_key := sample.new_key('full_minute', n, 3 + n % 3);
        perform sample.log_calls(api_key, 3 + n % 3, now() - interval '20 minutes' * n);
        perform sample.record_row('full_minute', 'api_key_at_limit', 'public.api_keys', api_key);
        -- one call less within any minute is no more than a busy client
        api_key := sample.new_key('busy_minute', n, 7);
        perform sample.log_calls(api_key, 30, now() - interval '20 minutes' * n);
        perform sample.touch(api_key);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('full_minute', 640);

-- The form leaves the field empty, or somebody types 0 for "no calls".
create function sample.break_lifted_limit(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.record_row(
            'lifted_limit', 'api_key_limit', 'public.api_keys',
            sample.new_key('lifted_limit', n, case when n % 2 = 0 then 0 end)
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lifted_limit', 640);

create function sample.break_forgotten_key(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.record_row(
            'forgotten_key', 'expired_api_key', 'public.api_keys',
            sample.new_key('ended', n, ends => now() - interval '1 day' * n)
        );
        perform sample.record_row(
            'forgotten_key', 'unused_api_key', 'public.api_keys',
            sample.new_key(
                'unused', n, last_used => case when n % 2 = 0 then now() - interval '100 days' end
            )
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('forgotten_key', 640);

-- One secret entered under two names: nothing makes the hash unique.
create function sample.break_shared_secret(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.record_row(
            'shared_secret', 'shared_api_key_hash', 'public.api_keys',
            sample.new_key('shared_' || k, n, secret => 'shared' || n)
        )
        from generate_series(1, 2 + n % 2) as k;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('shared_secret', 640);

-- Anybody may write into the log: calls that the key never made count against it.
create function sample.break_padded_log(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    api_key uuid;
begin
    for n in 1..instances loop
        api_key := sample.new_key(
            'padded_log', n,
            last_used => case when n % 2 = 0 then now() - interval '20 days' end
        );
        perform sample.log_calls(api_key, 5, now() - interval '1 hour');
        perform sample.record_row('padded_log', 'api_key_last_used', 'public.api_keys', api_key);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('padded_log', 640);
