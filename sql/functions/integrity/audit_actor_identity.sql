-- Rows of the log whose person does not exist, or is called otherwise.
create or replace function ops.audit_actor_identity(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_roles constant text[] := enum_range(null::public.user_role)::text[]; -- once, not once a row
begin
    return query
        with person as materialized (
            select p.user_id, lower(p.email) as email from public.profiles as p
        ),
        -- few people write a long log: they are judged, and only then the rows of those that are wrong are read
        name as materialized (
            select w.user_id, w.user_email, w.user_role, lower(w.user_email) as email,
                min(w.created_at) as first_at, max(w.created_at) as last_at
            from public.audit_logs as w
            group by w.user_id, w.user_email, w.user_role
        ),
        since as (
            -- an address that was changed leaves rows with the old one, but none after the first with the new one
            select n.user_id, min(n.first_at) as at
            from name as n
            join person as p
                on p.user_id = n.user_id and p.email = n.email
            group by n.user_id
        ),
        suspect as materialized (
            select n.user_id, n.user_email, n.user_role, p.user_id is not null as is_known, n.email <> p.email as is_other,
                o.user_id <> n.user_id as is_taken, s.at
            from name as n
            left join person as p
                on p.user_id = n.user_id
            left join since as s
                on s.user_id = n.user_id
            left join person as o
                on o.email = n.email
            where p.user_id is null or o.user_id <> n.user_id or (n.email <> p.email and n.last_at > s.at)
                or n.user_role <> all (v_roles)
        )
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s: %s',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier), r.what), 100),
            null::text,
            null::jsonb,
            to_jsonb(a.user_email),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from suspect as s
        -- per suspect, by the index on its user: the planner expects many suspects, and would sort the log
        cross join lateral (
            select w.id, w.action, w.entity_type, w.entity_id, w.entity_identifier, w.user_email, w.user_role, w.created_at
            from public.audit_logs as w
            where w.user_id = s.user_id and w.user_email = s.user_email and w.user_role = s.user_role
                and (keys is null or w.id = any (keys::uuid[]))
            offset 0
        ) as a
        cross join lateral (
            select case
                when not s.is_known then format('%s has no profile', a.user_email)
                when s.is_taken then format('%s is the address of another person', a.user_email)
                when s.is_other and a.created_at > s.at then format('%s is not the address of this person', a.user_email)
                when a.user_role <> all (v_roles) then format('there is no role %s', a.user_role)
            end as what
        ) as r
        where r.what is not null;
end
$$;
comment on function ops.audit_actor_identity(text[]) is 'Addresses are compared regardless of case. An address that was changed explains older rows, not later ones.';
revoke all on function ops.audit_actor_identity(text[]) from public;
select ops._define_rule(
    name => 'audit_actor_identity',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A row of the log names a person who exists, by their address and a role there is',
    why => 'Who did it cannot be told, or the wrong person is asked.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"],
        "public.profiles": ["user_id", "email"]}'
);
