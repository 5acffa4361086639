-- Invitations that wait although their time is over.
create or replace function ops.expired_invitation(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        select 'public.user_invitations',
            jsonb_build_object('id', i.id),
            left(format('invitation of %s as %s is pending, but ended on %s', i.email, i.role,
                ops._moment(i.expires_at, ops.setting('time_zone'), 'YYYY-MM-DD')), 100),
            null::text,
            jsonb_build_object('status', 'expired'),
            jsonb_build_object('status', i.status),
            null::numeric,
            jsonb_build_object('invited_at', i.invited_at, 'expires_at', i.expires_at),
            null::text
        from public.user_invitations as i
        where i.status = 'pending'
            and i.expires_at < v_now
            and (keys is null or i.id = any (keys::uuid[]));
end
$$;
comment on function ops.expired_invitation(text[]) is
    'Invitations in state pending past expires_at. Signing up takes no notice of them; nothing of the application '
    'marks them.';
revoke all on function ops.expired_invitation(text[]) from public;
select ops._define_rule(
    name => 'expired_invitation',
    area => 'auth',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An invitation whose time is over is not pending',
    why => 'It looks as if it could still be accepted: the person signs up, and gets the role of the form or the '
           'lowest.',
    repair_class => 'auto',
    reads => '{"public.user_invitations": ["id", "email", "role", "status", "invited_at", "expires_at"]}'
);
