-- Rows of the log by people who had left, and reversals by people who may not reverse.
create or replace function ops.audit_actor_rights(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
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
        left join public.profiles as p
            on p.user_id = a.user_id
        left join public.profiles as b
            on b.user_id = a.reversed_by
        left join public.audit_logs as v
            on v.id = a.reversal_audit_id
        left join public.user_roles as u
            on u.user_id = a.reversed_by and u.role = 'admin'
        cross join lateral (
            select case
                when p.deleted_at < a.created_at then format('%s had left before', a.user_email)
                when b.role <> 'admin' and u.id is null and v.user_role is distinct from 'admin'
                    then format('reversed by %s, who is no administrator', b.email)
            end as what
        ) as r
        where r.what is not null
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_actor_rights(text[]) is 'The role of the moment is on the reversal row; whoever is administrator today by profile or by role counts too.';
revoke all on function ops.audit_actor_rights(text[]) from public;
select ops._define_rule(
    name => 'audit_actor_rights',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Nobody acts after they left, and only administrators reverse',
    why => 'An account is used that should not be, or somebody reverses what they may not.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"],
        "public.profiles": ["user_id", "email", "role", "deleted_at"],
        "public.user_roles": ["id", "user_id", "role"]}'
);
