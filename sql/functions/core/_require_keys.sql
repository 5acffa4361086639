-- Refuses keys that cannot be keys of the rule's rows.
create or replace function ops._require_keys(rule text, keys text[])
returns void
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_subject text;
    v_type text;
begin
    if keys is null then
        return;
    elsif rule is null then
        perform ops._fail('OP005', 'keys need a rule', 'a key means a row only together with its rule',
            'select rule, key from ops.check_all()');
    elsif cardinality(keys) = 0 or array_position(keys, null) is not null then
        perform ops._fail('OP005', 'keys are empty', 'keys is a list of one or more keys without nulls',
            format('select key from ops.check_rule(%L)', rule));
    end if;
    select coalesce(d.subject, (select min(k) from jsonb_object_keys(r.reads) as k)) into v_subject
    from ops.rule as r
    left join ops.derived_value as d
        on d.rule = r.name
    where r.name = _require_keys.rule;
    v_type := ops._type_of(v_subject, coalesce((select s.key_column from ops.subject as s where s.relation = v_subject), 'id'));
    execute format('select $1::%s[]', coalesce(v_type, 'text')) using keys;
exception
    when invalid_text_representation then
        perform ops._fail('OP005', format('a key of %s is not a %s', rule, v_type), sqlerrm,
            format('select key from ops.check_rule(%L)', rule));
end
$$;
comment on function ops._require_keys(text, text[]) is 'Raises OP005 for keys without a rule, empty keys, nulls, or text that is not of the key''s type.';
revoke all on function ops._require_keys(text, text[]) from public;
