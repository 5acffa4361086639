-- Rows of the log that are dated in the future.
create or replace function ops.audit_future_rows(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- once, not once a row
    v_now constant timestamptz := ops.now();
    v_limit constant timestamptz := v_now
        + interval '1 second' * ops._threshold('audit_future_rows', 'seconds', 60);
begin
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s is dated %s from now',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier),
                coalesce(justify_hours(date_trunc('second', ops._span(v_now, a.created_at)))::text, 'infinity')), 100),
            null::text,
            null::jsonb,
            to_jsonb(a.created_at),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from public.audit_logs as a
        where a.created_at > v_limit
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_future_rows(text[]) is 'The column has a default; only somebody who sets it can be ahead. Threshold: seconds (60).';
revoke all on function ops.audit_future_rows(text[]) from public;
select ops._define_rule(
    name => 'audit_future_rows',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'No row of the log is dated in the future',
    why => 'It counts as later than what comes next, blocks reversals, and outlives the retention.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
