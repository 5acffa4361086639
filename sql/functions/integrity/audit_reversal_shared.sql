-- Rows of the log that are reversed by one and the same row.
create or replace function ops.audit_reversal_shared(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with named as (
            select o.id, count(*) over (partition by o.reversal_audit_id) as times
            from public.audit_logs as o
            where o.reversal_audit_id is not null
        )
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s: %s rows are said to be reversed by the same one',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier), n.times), 100),
            null::text,
            null::jsonb,
            to_jsonb(a.reversal_audit_id),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from named as n
        join public.audit_logs as a
            on a.id = n.id
        where n.times > 1
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_reversal_shared(text[]) is 'One reversal takes back one action.';
revoke all on function ops.audit_reversal_shared(text[]) from public;
select ops._define_rule(
    name => 'audit_reversal_shared',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A row of the log reverses one other row',
    why => 'At least one of the actions is said to be taken back and is not.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
