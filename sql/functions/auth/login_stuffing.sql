-- People whose login fails from many addresses.
create or replace function ops.login_stuffing(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_minutes integer := ops._threshold('login_stuffing', 'minutes', 60);
    v_addresses integer := ops._threshold('login_stuffing', 'addresses', 5);
begin
    return query
        select 'public.login_attempts',
            jsonb_build_object('email', s.email),
            left(format('%s: %s failed logins from %s addresses in %s minutes', s.email, s.tries, s.addresses,
                v_minutes), 100),
            null::text,
            null::jsonb,
            to_jsonb(s.addresses),
            null::numeric,
            jsonb_build_object('addresses', s.addresses, 'tries', s.tries, 'first', s.first, 'last', s.last),
            null::text
        from (
            select a.email, count(distinct a.ip_address) as addresses, count(*) as tries,
                min(a.attempted_at) as first, max(a.attempted_at) as last
            from public.login_attempts as a
            where not a.success
                and a.attempted_at > v_now - make_interval(mins => v_minutes)
                and (keys is null or a.email = any (keys))
            group by a.email
        ) as s
        where s.addresses >= v_addresses;
end
$$;
comment on function ops.login_stuffing(text[]) is
    'E-mails with failed logins from 5 addresses or more within an hour. The key is the e-mail.';
revoke all on function ops.login_stuffing(text[]) from public;
select ops._define_rule(
    name => 'login_stuffing',
    area => 'auth',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No person''s login fails from many addresses',
    why => 'A network of machines tries this person''s leaked passwords; the lock holds the person out, not the '
           'machines.',
    repair_class => 'report',
    reads => '{"public.login_attempts": ["email", "ip_address", "attempted_at", "success"]}'
);
