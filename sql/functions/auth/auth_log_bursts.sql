-- People for whom the sign-in service was asked the same thing again and again; or that it cannot be told.
create or replace function ops.auth_log_bursts(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_gap text := ops._auth_log_gap();
    v_times integer := ops._threshold('auth_log_bursts', 'times', 10);
begin
    if v_gap is not null then
        return query
            select null, null::jsonb, left('auth.audit_log_entries ' || v_gap, 100), null, null::jsonb, null::jsonb,
                null::numeric, jsonb_build_object('why', v_gap), 'select * from ops.runbook(''auth'')'
            where keys is null;
    end if;
    if ops._unreadable('auth.audit_log_entries') is null then
        return query
            select 'auth.audit_log_entries',
                jsonb_build_object('actor', b.actor),
                left(format('%s: %s times %s within an hour', b.actor, b.times, b.action), 100),
                null::text,
                null::jsonb,
                to_jsonb(b.times),
                null::numeric,
                jsonb_build_object('action', b.action, 'times', b.times, 'addresses', b.addresses, 'last', b.last),
                null::text
            from (
                select distinct on (e.payload ->> 'actor_username') e.payload ->> 'actor_username' as actor,
                    e.payload ->> 'action' as action, count(*) as times,
                    count(distinct e.ip_address) as addresses, max(e.created_at) as last
                from auth.audit_log_entries as e
                where e.created_at > v_now - interval '1 hour'
                    and e.payload ->> 'action' in ('user_recovery_requested', 'user_repeated_signup',
                        'user_confirmation_requested',
                        'user_reauthenticate_requested', 'verification_attempted', 'challenge_created')
                    and (keys is null or e.payload ->> 'actor_username' = any (keys))
                group by 1, 2
                order by 1, 3 desc, 2
            ) as b
            where b.times >= v_times and b.actor <> '';
    end if;
end
$$;
comment on function ops.auth_log_bursts(text[]) is
    'People with ten or more recoveries, repeated sign-ups, confirmations or second-factor tries within an hour. '
    'Failed passwords are not in that log. Absent, unreadable, empty or stopped is unknown. The key is the e-mail.';
revoke all on function ops.auth_log_bursts(text[]) from public;
select ops._define_rule(
    name => 'auth_log_bursts',
    area => 'auth',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Nobody''s recovery or second factor is tried again and again',
    why => 'Somebody tries to take an account over by mail or by guessing codes, or a client is in a loop.',
    repair_class => 'report',
    reads => '{"auth.users": ["id", "last_sign_in_at"]}'
);
