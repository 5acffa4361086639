-- E-mails that the application will not let sign in now.
create or replace function ops.locked_out_login(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone text := ops.setting('time_zone');
begin
    return query
        select 'public.login_attempts',
            jsonb_build_object('email', w.email),
            left(format('locked out until %s: %s, %s failures%s',
                ops._moment(w.locked_until, v_zone, 'HH24:MI'), w.email, w.failures,
                case when p.email is null then ', no such user' end), 100),
            null::text,
            null::jsonb,
            to_jsonb(w.failures),
            null::numeric,
            jsonb_build_object('failures', w.failures, 'addresses', w.addresses, 'last_failure', w.last_failure,
                'locked_until', w.locked_until, 'is_user', p.email is not null),
            format('select * from ops.clear_login_lockout(%L, ''why'')', w.email)
        from ops._login_windows(keys) as w
        left join public.profiles as p
            on lower(p.email) = w.email
        where w.locked_until is not null;
end
$$;
comment on function ops.locked_out_login(text[]) is
    'E-mails with five failed logins within 15 minutes and no later success, as check_login_rate_limit(email, 5, 15) '
    'decides. The key is the e-mail.';
revoke all on function ops.locked_out_login(text[]) from public;
select ops._define_rule(
    name => 'locked_out_login',
    area => 'auth',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Nobody is locked out of signing in',
    why => 'The person cannot work until the lock ends, and each further try extends it. Anybody can lock anybody.',
    repair_class => 'report',
    reads => '{"public.login_attempts": ["id", "email", "ip_address", "attempted_at", "success"],
        "public.profiles": ["email"]}'
);
