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
            select e.id, e.old_data, e.new_data, e.entity_type, e.entity_id, e.created_at,
                -- a creation, a deletion, and a reversal that was reversed, begin a chain of their own; so do
                -- rows of one transaction, whose order nobody knows
                e.action in ('CREATE', 'DELETE') or coalesce(v.is_reversed, false)
                    or count(*) over (partition by e.entity_type, e.entity_id, e.created_at) > 1 as is_start
            from public.audit_logs as e
            left join public.audit_logs as v
                on v.id = e.reversal_audit_id
            where (
                    e.action in ('CREATE', 'DELETE')
                    or v.is_reversed
                    or (
                        e.action in ('UPDATE', 'STATUS_CHANGE')
                        and jsonb_typeof(e.old_data) = 'object'
                        and jsonb_typeof(e.new_data) = 'object'
                        -- what was reversed, and the reversal, cancel each other
                        and e.is_reversed is distinct from true
                        and not coalesce(
                            e.notes ~ '^(Reversed creation|Restored deleted record|Reverted update)[.]', false)
                    )
                )
                -- a gap lies between two updates: nearly everything has one or none, and is not sorted
                and (e.entity_type, e.entity_id) in (
                    select w.entity_type, w.entity_id
                    from public.audit_logs as w
                    where w.action in ('UPDATE', 'STATUS_CHANGE')
                    group by w.entity_type, w.entity_id
                    having count(*) > 1
                )
        ),
        chained as (
            select e.id, e.old_data, e.is_start,
                lag(case when not e.is_start then e.new_data end)
                    over (partition by e.entity_type, e.entity_id order by e.created_at, e.id) as left_at
            from entry as e
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
        from chained as e
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
        where not e.is_start
            and (keys is null or a.id = any (keys::uuid[]));
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
