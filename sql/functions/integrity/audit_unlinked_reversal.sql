-- Rows of the log that took something back, and no row says that it was.
create or replace function ops.audit_unlinked_reversal(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_entries uuid[];
begin
    v_entries := array(
        select v.id
        from public.audit_logs as v
        where v.notes ~ '^(Reversed creation|Restored deleted record|Reverted update)[.]'
            and not exists (select from public.audit_logs as o where o.reversal_audit_id = v.id)
            and (keys is null or v.id = any (keys::uuid[]))
    );
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s took an action back, but no action is marked as reversed by it',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier)), 100),
            case when p.reversal is null then 'unknown' else 'proven_reversal' end,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from public.audit_logs as a
        join ops._audit_entities(v_entries) as e
            on e.entity_type = a.entity_type::text and e.entity_id = a.entity_id
        left join ops._audit_reversals() as p
            on p.reversal = a.id
        where a.id = any (v_entries)
            -- where it did not happen after all, there is nothing to mark
            and case a.action when 'DELETE' then e.place is null when 'CREATE' then e.place is not null else true end;
end
$$;
comment on function ops.audit_unlinked_reversal(text[]) is 'The reversal writes this row first and the mark on the action afterwards: between the two it can break off.';
revoke all on function ops.audit_unlinked_reversal(text[]) from public;
select ops._define_rule(
    name => 'audit_unlinked_reversal',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Each row that took an action back is named by that action',
    why => 'The screen offers to reverse again what was reversed.',
    repair_class => 'lock',
    causes => array['proven_reversal'],
    changes => 'ops._audit_unlinked_reversal_changes',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
