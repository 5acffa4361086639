-- Rows of the log whose reversal has no time or no person, or that have these and are not reversed.
create or replace function ops.audit_reversal_stamps(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_entries uuid[];
begin
    v_entries := array(
        select a.id
        from public.audit_logs as a
        where a.is_reversed = (a.reversal_audit_id is not null)
            and array[a.reversed_at is not null, a.reversed_by is not null] <> array[a.is_reversed, a.is_reversed]
            and (keys is null or a.id = any (keys::uuid[]))
    );
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format(case when a.is_reversed then '%s is reversed, but not by whom and when'
                else '%s is not reversed, but has a time or person of reversal' end,
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier)), 100),
            f.cause,
            f.expected,
            f.observed,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from ops._audit_flags(v_entries) as f
        join public.audit_logs as a
            on a.id = f.entry;
end
$$;
comment on function ops.audit_reversal_stamps(text[]) is 'Runbook 8, audit log inconsistencies. Rows whose mark itself is wrong are those of audit_reversal_flag.';
revoke all on function ops.audit_reversal_stamps(text[]) from public;
select ops._define_rule(
    name => 'audit_reversal_stamps',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A row of the log has a time and a person of reversal exactly if it is reversed',
    why => 'Nobody can say who took an action back, or the log names somebody who did not.',
    repair_class => 'lock',
    causes => array['proven_reversal', 'effect_stands'],
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
