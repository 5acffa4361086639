-- People who got in although the application would have locked them out.
create or replace function ops.login_after_failures(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_failures integer := ops._threshold('login_after_failures', 'failures', 5);
    v_zone text := ops.setting('time_zone');
begin
    return query
        select 'public.login_attempts',
            jsonb_build_object('email', s.email),
            left(format('%s signed in at %s after %s failures in 15 minutes', s.email,
                ops._moment(max(s.attempted_at), v_zone, 'HH24:MI'), max(s.failures)), 100),
            null::text,
            null::jsonb,
            to_jsonb(max(s.failures)),
            null::numeric,
            jsonb_build_object('failures', max(s.failures), 'signed_in', max(s.attempted_at), 'logins', count(*)),
            null::text
        from (
            select a.email, a.attempted_at, a.success, count(*) filter (where not a.success) over w as failures
            from public.login_attempts as a
            -- fifteen minutes before the first day of the calendar there is no time
            where a.attempted_at > '0001-01-01' and a.attempted_at < '9999-12-31'
                and (keys is null or a.email = any (keys))
            window w as (
                partition by a.email order by a.attempted_at range between interval '15 minutes' preceding
                    and current row
            )
        ) as s
        where s.success and s.failures >= v_failures
        group by s.email;
end
$$;
comment on function ops.login_after_failures(text[]) is
    'E-mails that signed in within 15 minutes of five failures. The browser alone keeps the lock, so whoever does '
    'this did not use it, or the lock could not be asked for. The key is the e-mail.';
revoke all on function ops.login_after_failures(text[]) from public;
select ops._define_rule(
    name => 'login_after_failures',
    area => 'auth',
    severity => 'P1',
    example => 'Major feature broken',
    title => 'Nobody signs in while locked out',
    why => 'Somebody went around the lock, which only the browser keeps, and then had the right password: perhaps '
           'not the person.',
    repair_class => 'report',
    reads => '{"public.login_attempts": ["email", "attempted_at", "success"]}'
);
