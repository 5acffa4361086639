-- Active reservations made by people whose account was deactivated or deleted before.
create or replace function ops.inactive_creator(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- both times are those of a transaction's start: within a minute either may have been first
    v_apart constant interval := interval '1 second' * ops._threshold('inactive_creator', 'seconds', 60);
begin
    return query
        select 'public.reservations',
            jsonb_build_object('id', r.id),
            left(format('reservation %s was made by %s, %s before', r.reservation_number, left(p.email, 40),
                case when g.deleted then 'deleted' else 'deactivated' end), 100),
            null::text,
            null::jsonb,
            to_jsonb(p.email),
            coalesce(sum(l.reserved_meters), 0),
            jsonb_strip_nulls(jsonb_build_object('created_by', r.created_by, 'created_at', r.created_at,
                'deleted_at', p.deleted_at, 'profile_updated_at', p.updated_at)),
            null::text
        from public.profiles as p
        join public.reservations as r
            on r.created_by = p.user_id and r.status = 'active'
        cross join lateral (
            select p.deleted_at < ops._shifted(r.created_at, -v_apart) as deleted,
                -- whatever deactivated it stamped it: what was stamped before was deactivated before
                not p.active and p.updated_at < ops._shifted(r.created_at, -v_apart) as deactivated
        ) as g
        left join public.reservation_lines as l
            on l.reservation_id = r.id
        -- said of the profile alone too: then the planner knows how few they are
        where (not p.active or p.deleted_at is not null)
            and (g.deleted or g.deactivated)
            and (keys is null or r.id = any (keys::uuid[]))
        group by r.id, r.reservation_number, r.created_by, r.created_at, p.email, p.deleted_at, p.updated_at, g.deleted;
end
$$;
comment on function ops.inactive_creator(text[]) is
    'Active reservations whose created_by was deleted (deleted_at) or inactive (not active, and its row not written since) '
    'more than a minute before. Where the profile was written later the moment of deactivation is not known: silent.';
revoke all on function ops.inactive_creator(text[]) from public;
select ops._define_rule(
    name => 'inactive_creator',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Who was deactivated makes no reservation',
    why => 'Somebody holds stock with an account that should be closed: who left, or who has their password.',
    repair_class => 'report',
    reads => '{"public.reservations": ["id", "reservation_number", "status", "created_by", "created_at"],
        "public.profiles": ["user_id", "email", "active", "deleted_at", "updated_at"],
        "public.reservation_lines": ["reservation_id", "reserved_meters"]}'
);
