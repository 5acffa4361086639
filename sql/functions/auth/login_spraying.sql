-- Addresses that fail to sign in as many people.
create or replace function ops.login_spraying(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_minutes integer := ops._threshold('login_spraying', 'minutes', 60);
    v_people integer := ops._threshold('login_spraying', 'people', 5);
begin
    return query
        select case when s.ip_address is not null then 'public.login_attempts' end,
            case when s.ip_address is not null then jsonb_build_object('ip_address', s.ip_address) end,
            left(case
                when s.ip_address is null
                    then format('failures of %s people carry no address: whether one source tries them is unknown',
                        s.people)
                else format('%s failed to sign in as %s people in %s minutes (%s tries)', s.ip_address, s.people,
                    v_minutes, s.tries)
            end, 100),
            null::text,
            null::jsonb,
            to_jsonb(s.people),
            null::numeric,
            jsonb_build_object('people', s.people, 'tries', s.tries, 'first', s.first, 'last', s.last),
            null::text
        from (
            select a.ip_address, count(distinct a.email) as people, count(*) as tries,
                min(a.attempted_at) as first, max(a.attempted_at) as last
            from public.login_attempts as a
            where not a.success
                and a.attempted_at > v_now - make_interval(mins => v_minutes)
                and (keys is null or a.ip_address = any (keys))
            group by a.ip_address
        ) as s
        where s.people >= v_people;
end
$$;
comment on function ops.login_spraying(text[]) is
    'Addresses with failed logins of 5 people or more within an hour. The application''s own page sends no address: '
    'then it is unknown, and said. The key is the address.';
revoke all on function ops.login_spraying(text[]) from public;
select ops._define_rule(
    name => 'login_spraying',
    area => 'auth',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No address tries to sign in as many people',
    why => 'Somebody tries common passwords on everybody: one fits, or all of them are locked out.',
    repair_class => 'report',
    reads => '{"public.login_attempts": ["email", "ip_address", "attempted_at", "success"]}'
);
