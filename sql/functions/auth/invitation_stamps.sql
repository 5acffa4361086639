-- Invitations that were accepted without a time, or have one and still wait.
create or replace function ops.invitation_stamps(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.user_invitations',
            jsonb_build_object('id', i.id),
            left(format('invitation of %s is %s, %s', i.email, i.status,
                case when i.accepted_at is null then 'but has no time of it' else 'but was accepted' end), 100),
            null::text,
            case when i.status in ('pending') then '{"status": "accepted"}'::jsonb end,
            jsonb_build_object('status', i.status),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('accepted_at', i.accepted_at, 'invited_at', i.invited_at)),
            null::text
        from public.user_invitations as i
        where (i.status in ('accepted')) <> (i.accepted_at is not null)
            and (keys is null or i.id = any (keys::uuid[]));
end
$$;
comment on function ops.invitation_stamps(text[]) is 'The sign-up writes status and accepted_at together. A pending invitation with a time was accepted; what else contradicts is left to a person.';
revoke all on function ops.invitation_stamps(text[]) from public;
select ops._define_rule(
    name => 'invitation_stamps',
    area => 'auth',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An invitation has a time of acceptance exactly if it was accepted',
    why => 'An invitation that still waits gives its role to whoever signs up with that address again.',
    repair_class => 'auto',
    turn => 90,
    reads => '{"public.user_invitations": ["id", "email", "status", "accepted_at", "invited_at"]}'
);
