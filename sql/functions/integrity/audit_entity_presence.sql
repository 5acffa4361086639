-- Things that exist although the log says they were deleted, and the reverse.
create or replace function ops.audit_entity_presence(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with presence as materialized (
            select p.entry, p.cause, p.place from ops._audit_presence(keys::uuid[]) as p
        )
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format(case p.cause
                    when 'failed_reversal' then '%s is reversed, but it still stands'
                    when 'failed_delete' then '%s is the last word of the log, but it exists'
                    else '%s: it is gone, and the log has no deletion'
                end,
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier)), 100),
            p.cause,
            f.expected,
            f.observed,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at, 'found_in', p.place)),
            null::text
        from presence as p
        join public.audit_logs as a
            on a.id = p.entry
        left join ops._audit_flags(array(
                select w.entry from presence as w where w.cause = 'failed_reversal'
            )) as f
            on f.entry = a.id and f.cause = 'effect_stands'
        where (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_entity_presence(text[]) is 'Runbook 8. A lot may be a reservation: the log has no word for it. Deleting orders is logged before it is done; lots, reservations and imports are deleted without any row.';
revoke all on function ops.audit_entity_presence(text[]) from public;
select ops._define_rule(
    name => 'audit_entity_presence',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'What the log says of a thing, there or deleted, is so',
    why => 'Somebody relies on a deletion or a reversal that never happened, or stock went without a trace.',
    repair_class => 'lock',
    causes => array['failed_reversal', 'failed_delete', 'unlogged_delete'],
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
