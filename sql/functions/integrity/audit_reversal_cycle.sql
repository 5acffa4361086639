-- Rows of the log that reverse themselves, directly or around a circle.
create or replace function ops.audit_reversal_cycle(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with recursive walk as (
            select o.id as start, o.reversal_audit_id as reached
            from public.audit_logs as o
            where o.reversal_audit_id is not null
            union
            select w.start, v.reversal_audit_id
            from walk as w
            join public.audit_logs as v
                on v.id = w.reached
            where v.reversal_audit_id is not null
        )
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s is reversed by itself%s',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier),
                case when a.reversal_audit_id <> a.id then ' through other rows' end), 100),
            null::text,
            null::jsonb,
            to_jsonb(a.reversal_audit_id),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from walk as w
        join public.audit_logs as a
            on a.id = w.start
        where w.reached = w.start
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_reversal_cycle(text[]) is 'A row may name itself: no constraint forbids it. Whoever follows such a chain never comes to an end.';
revoke all on function ops.audit_reversal_cycle(text[]) from public;
select ops._define_rule(
    name => 'audit_reversal_cycle',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No row of the log is reversed by itself, directly or in a circle',
    why => 'What became of the thing cannot be told, and a program that follows the chain hangs.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
