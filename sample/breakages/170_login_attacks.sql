-- Logins as attackers and forgetful people leave them: failures, and what came after.
create function sample.record_login(mechanism text, rule text, member text, value text)
returns void
language sql
volatile
as $$
    insert into sample.breakage (mechanism, rule, subject, key)
    values (mechanism, rule, 'public.login_attempts', jsonb_build_object(member, value)::text)
$$;

create function sample.fail_logins(email text, ip_address text, minutes_ago integer[])
returns void
language sql
volatile
as $$
    insert into public.login_attempts (email, ip_address, attempted_at)
    select email, ip_address, now() - make_interval(mins => m) from unnest(minutes_ago) as m
$$;

-- Anybody may record a failure for anybody: five of them, and the person is locked out.
create function sample.break_lockout(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    address text;
begin
    for n in 1..instances loop
        address := 'locked' || n || '@lotastro.example';
        perform public.record_login_attempt(' ' || upper(address), false) from generate_series(1, 5);
        perform sample.record_login('lockout', 'locked_out_login', 'email', address);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lockout', 600);

create function sample.break_spraying(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.fail_logins('sprayed' || n || '_' || k || '@lotastro.example', '10.1.0.' || n, '{3}')
        from generate_series(1, 5 + n % 3) as k;
        perform sample.record_login('spraying', 'login_spraying', 'ip_address', '10.1.0.' || n);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('spraying', 600);

-- Slow enough never to lock.
create function sample.break_stuffing(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    address text;
begin
    for n in 1..instances loop
        address := 'stuffed' || n || '@lotastro.example';
        perform sample.fail_logins(address, '10.2.' || n || '.' || k, array[k * 9])
        from generate_series(1, 6) as k;
        perform sample.record_login('stuffing', 'login_stuffing', 'email', address);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('stuffing', 600);

-- The lock is the browser's: whoever asks the sign-in service directly is not held up.
create function sample.break_lock_bypass(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    address text;
begin
    for n in 1..instances loop
        address := 'bypassed' || n || '@lotastro.example';
        perform sample.fail_logins(address, null, '{4,5,6,7,8}');
        insert into public.login_attempts (email, success, attempted_at)
        values (address, true, now() - interval '3 minutes');
        perform sample.record_login('lock_bypass', 'login_after_failures', 'email', address);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lock_bypass', 600);
