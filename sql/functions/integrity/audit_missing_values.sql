-- Rows of the log without a time, or of which it is unknown whether they were reversed.
create or replace function ops.audit_missing_values(keys text[] default null)
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
        where num_nulls(a.is_reversed, a.created_at) > 0
            and (keys is null or a.id = any (keys::uuid[]))
    );
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format(case when a.created_at is null then '%s has no time'
                else '%s does not say whether it was reversed' end,
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
comment on function ops.audit_missing_values(text[]) is 'Both columns have a default and allow null. A row without a time never blocks a reversal and never leaves by age.';
revoke all on function ops.audit_missing_values(text[]) from public;
select ops._define_rule(
    name => 'audit_missing_values',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Every row of the log has a time and says whether it was reversed',
    why => 'The screen does not list it among what can be reversed, and a row without a time never counts as later.',
    repair_class => 'lock',
    causes => array['proven_reversal', 'effect_stands', 'never_reversed'],
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
