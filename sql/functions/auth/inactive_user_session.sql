-- Sessions of people who were deactivated.
create or replace function ops.inactive_user_session(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query select h.* from ops._unreadable_hits('auth.sessions') as h;
    if found then
        return;
    end if;
    return query
        select 'auth.sessions',
            jsonb_build_object('id', s.id),
            left(format('%s is deactivated and still signed in since %s', p.email,
                ops._moment(s.created_at, ops.setting('time_zone'))), 100),
            null::text,
            null::jsonb,
            to_jsonb(s.created_at),
            null::numeric,
            jsonb_build_object('user_id', p.user_id, 'created_at', s.created_at, 'refreshed_at', s.refreshed_at,
                'not_after', s.not_after),
            null::text
        from public.profiles as p
        join auth.sessions as s
            on s.user_id = p.user_id
        where (not p.active or p.deleted_at is not null)
            and (s.not_after is null or s.not_after > v_now)
            and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.inactive_user_session(text[]) is
    'Sessions that have not ended, of people who are not active or are deleted. Never ended by us: the sign-in '
    'service owns them.';
revoke all on function ops.inactive_user_session(text[]) from public;
select ops._define_rule(
    name => 'inactive_user_session',
    area => 'auth',
    severity => 'P1',
    example => 'Major feature broken',
    title => 'Who was deactivated is not signed in',
    why => 'Deactivating signs nobody out: the session renews its token for as long as it lasts.',
    repair_class => 'report',
    reads => '{"auth.sessions": ["id", "user_id", "created_at", "refreshed_at", "not_after"],
        "public.profiles": ["user_id", "email", "active", "deleted_at"]}'
);
