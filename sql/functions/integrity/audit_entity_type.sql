-- Rows of the log whose thing stands in another table than they say.
create or replace function ops.audit_entity_type(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.audit_logs',
            jsonb_build_object('id', a.id),
            left(format('%s: this id stands in %s',
                ops._audit_label(a.action::text, a.entity_type::text, a.entity_identifier), e.elsewhere), 100),
            null::text,
            null::jsonb,
            to_jsonb(e.elsewhere),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object(
                'entity', a.entity_type, 'entity_id', a.entity_id, 'logged_at', a.created_at)),
            null::text
        from ops._audit_entities(keys::uuid[]) as e
        join public.audit_logs as a
            on a.entity_type::text = e.entity_type and a.entity_id = e.entity_id
        where e.place is null
            and e.elsewhere is not null
            and (keys is null or a.id = any (keys::uuid[]));
end
$$;
comment on function ops.audit_entity_type(text[]) is 'A reservation logged as lot is right: the log has no word for it. Nothing checks this id, it may point anywhere.';
revoke all on function ops.audit_entity_type(text[]) from public;
select ops._define_rule(
    name => 'audit_entity_type',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A row of the log speaks of a thing of the kind it says',
    why => 'Its history cannot be found where people look for it, and a reversal would delete from the wrong table.',
    repair_class => 'report',
    reads => '{"public.audit_logs": ["id", "action", "entity_type", "entity_id", "entity_identifier",
            "user_id", "user_email", "user_role", "old_data", "new_data", "changed_fields",
            "is_reversed", "reversed_at", "reversed_by", "reversal_audit_id", "notes", "created_at"]}'
);
