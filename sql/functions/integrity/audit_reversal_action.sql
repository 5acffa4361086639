-- Rows of the log whose reversal is no opposite of theirs, or is by another person than they say.
create or replace function ops.audit_reversal_action(keys text[] default null)
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
            to_jsonb(v.action),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from public.audit_logs as a
        join public.audit_logs as v
            on v.id = a.reversal_audit_id
        cross join lateral (
            select case
                when v.action::text is distinct from case a.action::text
                        when 'CREATE' then 'DELETE' when 'DELETE' then 'CREATE'
                        when 'UPDATE' then 'UPDATE' when 'STATUS_CHANGE' then 'UPDATE'
                    end
                    then format('%s is not what takes it back', v.action)
                when v.user_id <> a.reversed_by then 'its reversal is by another person than it says'
            end as what
        ) as r
        where r.what is not null
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_reversal_action(text[]) is 'CREATE is taken back by DELETE, DELETE by CREATE, UPDATE and STATUS_CHANGE by UPDATE; the other actions by nothing.';
revoke all on function ops.audit_reversal_action(text[]) from public;
select ops._define_rule(
    name => 'audit_reversal_action',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An action is reversed by its opposite, by the person whom the log names',
    why => 'Whoever reads the log is told of an action that does not do what it is said to do.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
