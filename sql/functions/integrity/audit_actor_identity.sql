-- Rows of the log whose person does not exist, or is called otherwise.
create or replace function ops.audit_actor_identity(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with person as materialized (
            select p.user_id, lower(p.email) as email from public.profiles as p
        ),
        since as (
            -- an address that was changed leaves rows with the old one, but none after the first with the new one
            select w.user_id, min(w.created_at) as at
            from public.audit_logs as w
            join person as p
                on p.user_id = w.user_id and p.email = lower(w.user_email)
            group by w.user_id
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
        from public.audit_logs as a
        left join person as p
            on p.user_id = a.user_id
        left join since as s
            on s.user_id = a.user_id
        left join person as other
            on other.email = lower(a.user_email)
        cross join lateral (
            select case
                when p.user_id is null then format('%s has no profile', a.user_email)
                when other.user_id <> a.user_id then format('%s is the address of another person', a.user_email)
                when lower(a.user_email) <> p.email and a.created_at > s.at
                    then format('%s is not the address of this person', a.user_email)
                when not a.user_role = any (enum_range(null::public.user_role)::text[])
                    then format('there is no role %s', a.user_role)
            end as what
        ) as r
        where r.what is not null
            and (keys is null or a.id = any (keys::uuid[]));
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
