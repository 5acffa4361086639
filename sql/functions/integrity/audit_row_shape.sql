-- Rows of the log that lack the data that their action must have, or have what it cannot.
create or replace function ops.audit_row_shape(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s: %s',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier), r.what), 100),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from public.audit_logs as a
        cross join lateral (select nullif(a.old_data, 'null') as was, nullif(a.new_data, 'null') as became) as d
        cross join lateral (
            select case
                when a.action = 'CREATE' and d.was is not null then 'a creation has no data of before'
                when a.action = 'DELETE' and d.was is null then 'the data that was deleted is missing'
                when a.action = 'UPDATE' and num_nulls(d.was, d.became) > 0 then 'data of before or after is missing'
                when a.action = 'UPDATE' and d.was = d.became then 'nothing changed'
                when a.changed_fields is not null
                    and ops._audit_named_fields(a.changed_fields) <> ops._audit_changed_fields(d.was, d.became)
                    then 'the fields it names are not those that changed'
            end as what
        ) as r
        where r.what is not null
            -- a reversal has the row it takes back, our own rows have their numbers in the notes
            and not coalesce(
                a.notes ~ '^((Reversed creation|Restored deleted record|Reverted update)[.]|lotastro-ops run )', false)
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_row_shape(text[]) is 'Rows written by lotastro-ops itself and reversal rows carry no data by design. changed_fields is usually null, which is no fault.';
revoke all on function ops.audit_row_shape(text[]) from public;
select ops._define_rule(
    name => 'audit_row_shape',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A row of the log has the data of before and after that its action needs',
    why => 'It cannot be reversed: there is nothing to bring back.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
