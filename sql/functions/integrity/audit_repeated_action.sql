-- Things that the log says were created twice, or deleted twice, in a row.
create or replace function ops.audit_repeated_action(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with effect as (
            -- both in one transaction: nobody knows which was first
            select e.id, e.entity_type, e.entity_id, e.created_at, nullif(e.action::text, case
                    when min(e.action::text) over same <> max(e.action::text) over same then e.action::text
                end) as known
            from public.audit_logs as e
            where e.action in ('CREATE', 'DELETE')
            window same as (partition by e.entity_type, e.entity_id, e.created_at)
        ),
        step as (
            select e.id, e.known,
                lag(e.known) over (partition by e.entity_type, e.entity_id order by e.created_at, e.id) as before
            from effect as e
        )
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s comes twice in a row',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier)), 100),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from step as e
        join public.audit_logs as a
            on a.id = e.id
        where e.before = e.known
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_repeated_action(text[]) is 'The second of the two is reported. A double click writes the row twice.';
revoke all on function ops.audit_repeated_action(text[]) from public;
select ops._define_rule(
    name => 'audit_repeated_action',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A thing is created or deleted once before the opposite happens',
    why => 'Reversing one of the two leaves the other, which says the opposite of what is so.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
