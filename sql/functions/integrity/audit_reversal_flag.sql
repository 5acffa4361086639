-- Rows of the log that are marked reversed and name no reversal, or name one and are not marked.
create or replace function ops.audit_reversal_flag(keys text[] default null)
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
        where a.is_reversed <> (a.reversal_audit_id is not null)
            and (keys is null or a.id = any (keys::uuid[]))
    );
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format(case when a.is_reversed then '%s is marked reversed, but no reversal row is named'
                else '%s names a reversal row, but is not marked reversed' end,
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
comment on function ops.audit_reversal_flag(text[]) is 'Runbook 8, audit log inconsistencies. The two are written in two calls: one of them can fail.';
revoke all on function ops.audit_reversal_flag(text[]) from public;
select ops._define_rule(
    name => 'audit_reversal_flag',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A row of the log is marked reversed exactly if it names the row that reversed it',
    why => 'The screen offers to reverse it again, or refuses to reverse what was never taken back.',
    repair_class => 'lock',
    causes => array['proven_reversal', 'effect_stands'],
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
