-- Rows of the log whose data of before is not what the row before them left.
create or replace function ops.audit_update_chain(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with entry as (
            select e.id, e.old_data,
                lag(e.new_data) over (partition by e.entity_type, e.entity_id order by e.created_at, e.id) as left_at
            from public.audit_logs as e
            where e.action in ('UPDATE', 'STATUS_CHANGE')
                and jsonb_typeof(e.old_data) = 'object'
                and jsonb_typeof(e.new_data) = 'object'
                -- what was reversed, and the reversal, cancel each other
                and e.is_reversed is distinct from true
                and not coalesce(e.notes ~ '^(Reversed creation|Restored deleted record|Reverted update)[.]', false)
        )
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s: %s was %s, but had been left at %s',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier),
                f.key, f.value, e.left_at ->> f.key), 100),
            null::text,
            e.left_at,
            e.old_data,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from entry as e
        join public.audit_logs as a
            on a.id = e.id
        cross join lateral (
            select w.key, w.value
            from jsonb_each_text(e.old_data) as w
            where e.left_at ? w.key
                and (e.left_at -> w.key) <> (e.old_data -> w.key)
            order by w.key
            limit 1
        ) as f
        where (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_update_chain(text[]) is 'Two receipts from stale screens, or a change that nobody logged, leave such a gap.';
revoke all on function ops.audit_update_chain(text[]) from public;
select ops._define_rule(
    name => 'audit_update_chain',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Each change in the log starts from what the change before it left',
    why => 'A change between the two is not in the log, or two people overwrote each other.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
