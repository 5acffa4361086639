-- Who is signed in, whose sessions have expired, and when each was last used.
create or replace function ops.session_state()
returns table (email text, live bigint, expired bigint, first_signed_in timestamptz, last_signed_in timestamptz,
    last_refreshed timestamptz)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_now timestamptz := ops.now();
    v_gap text := ops._unreadable('auth.sessions');
begin
    if v_gap is not null then
        perform ops._fail('OP013', 'auth.sessions cannot be read here', 'it ' || v_gap,
            'select * from ops.runbook(''auth'')');
    end if;
    return query
        select coalesce(p.email, s.user_id::text),
            count(*) filter (where (s.not_after <= v_now) is not true),
            count(*) filter (where s.not_after <= v_now),
            min(s.created_at),
            max(s.created_at),
            -- kept without a zone, in UTC
            max(s.refreshed_at at time zone 'UTC')
        from auth.sessions as s
        left join public.profiles as p
            on p.user_id = s.user_id
        group by 1
        order by max(s.created_at) desc nulls last, 1;
end
$$;
comment on function ops.session_state() is
    'One row a person, newest login first. Runbook 2, step 3: profiles holds no sessions. OP013 where auth.sessions '
    'cannot be read.';
revoke all on function ops.session_state() from public;
grant execute on function ops.session_state() to ops_reader;
