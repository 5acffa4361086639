-- Rows of the log whose reversal was itself reversed, to something else than before.
create or replace function ops.audit_reversal_chain(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s: its reversal was reversed, but not to what it had done',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier)), 100),
            null::text,
            a.new_data,
            w.new_data,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from public.audit_logs as a
        join public.audit_logs as v
            on v.id = a.reversal_audit_id
        join public.audit_logs as w
            on w.id = v.reversal_audit_id
        where w.id <> a.id
            and w.new_data <> a.new_data
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_reversal_chain(text[]) is 'Reversed twice is legal where the second reversal brings the effect of the first action back.';
revoke all on function ops.audit_reversal_chain(text[]) from public;
select ops._define_rule(
    name => 'audit_reversal_chain',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A reversal that was reversed has brought back what the first action did',
    why => 'The log says that the action stands again, and the thing shows something else.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
