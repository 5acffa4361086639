-- Whether the newest login has left its session with the sign-in service.
create or replace function ops._verify_session(signed_in timestamptz)
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_session timestamptz;
    v_gap text := ops._unreadable('auth.sessions');
begin
    if v_gap is not null then
        return query
            select 'Verify session creation', 'unknown', 'auth.sessions ' || v_gap,
                null::jsonb, 'Dashboard -> Authentication -> Users: look at Last sign in';
        return;
    end if;
    select max(s.created_at) into v_session from auth.sessions as s;
    return query
        select 'Verify session creation',
            case when signed_in is null then 'pending' when v_session >= signed_in - interval '1 minute'
                then 'passed' else 'failed' end,
            format('newest session %s', coalesce(ops._moment(v_session, ops.setting('time_zone'), 'YYYY-MM-DD HH24:MI:SS'), 'none')),
            jsonb_build_object('newest_session', v_session, 'signed_in', signed_in),
            case when signed_in is null then 'sign in, then select * from ops.verify_auth()'
                when (v_session >= signed_in - interval '1 minute') is not true
                    then 'select * from ops.login_session' end;
end
$$;
comment on function ops._verify_session(timestamptz) is
    'One line; signed_in null: nobody has signed in yet. unknown where auth.sessions cannot be read.';
revoke all on function ops._verify_session(timestamptz) from public;
