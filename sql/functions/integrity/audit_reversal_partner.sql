-- Rows of the log whose reversal is missing, speaks of something else, or happened before them.
create or replace function ops.audit_reversal_partner(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- once, not once a row
    v_skew constant interval := interval '1 second' * ops._threshold('audit_reversal_partner', 'seconds', 60);
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s: %s',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier), r.what), 100),
            null::text,
            null::jsonb,
            to_jsonb(a.reversal_audit_id),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from public.audit_logs as a
        left join public.audit_logs as v
            on v.id = a.reversal_audit_id
        cross join lateral (
            select case
                when v.id is null then 'its reversal is not in the log'
                when (v.entity_type, v.entity_id) <> (a.entity_type, a.entity_id)
                    then 'its reversal speaks of something else'
                when v.created_at < a.created_at then 'its reversal was logged before it'
                when a.reversed_at < v.created_at - v_skew then 'the time of reversal is before the reversal'
                when a.reversed_at > v_now then 'the time of reversal is in the future'
            end as what
        ) as r
        where a.reversal_audit_id is not null
            and r.what is not null
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_reversal_partner(text[]) is 'Clocks of browser and server may differ by threshold seconds (60). A missing row needs a foreign key that was off: the retention cannot take it.';
revoke all on function ops.audit_reversal_partner(text[]) from public;
select ops._define_rule(
    name => 'audit_reversal_partner',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'The row that reverses another one exists, speaks of the same thing and is later',
    why => 'An action counts as taken back by something that cannot have done it.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
