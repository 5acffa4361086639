-- The query that compares a stored value with what it should be.
-- All statements about a derived value are made from this one text, so that check, plan,
-- repair and re-check cannot disagree.
create or replace function ops._derived_rows(rule text, keyed boolean)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_value ops.derived_value;
    v_subject ops.subject;
    v_type text;
    v_key_type text;
    v_keys text;
    v_expected text;
begin
    select d.* into strict v_value from ops.derived_value as d where d.rule = _derived_rows.rule;
    select s.* into strict v_subject from ops.subject as s where s.relation = v_value.subject;
    v_type := ops._type_of(v_value.subject, v_value.value_column);
    v_key_type := ops._type_of(v_value.subject, v_subject.key_column);
    -- a literal null lets the planner drop the filter; a parameter would keep it in the plan
    v_keys := case when keyed then format('$1::%s[]', v_key_type) else format('null::%s[]', v_key_type) end;
    v_expected := case
        when v_value.otherwise is null then 'e.value'
        else format('coalesce(e.value, %L::%s)', v_value.otherwise, v_type)
    end;
    return format(
        'select t.%1$I::text as key, (%2$s)::text as label, t.%3$I::text as observed, %4$s::text as expected, '
        '%5$s as drift, %6$s as same from %7$s as t left join %8$s(%9$s) as e on e.key %10$s t.%1$I%11$s',
        v_subject.key_column,
        v_subject.label,
        v_value.value_column,
        v_expected,
        case
            when (select p.typcategory from pg_type as p where p.oid = to_regtype(v_type)) = 'N'
                then format('(t.%I - %s)::numeric', v_value.value_column, v_expected)
            else 'null::numeric'
        end,
        case
            when v_value.tolerance > 0
                then format('coalesce(abs(t.%1$I - %2$s) <= %3$s, (t.%1$I is null) = (%2$s is null))',
                    v_value.value_column, v_expected, v_value.tolerance)
            else ops._same(format('t.%I', v_value.value_column), v_expected, v_type)
        end,
        to_regclass(v_value.subject)::text,
        v_value.expected,
        v_keys,
        ops._equality(to_regtype(v_key_type)),
        case
            when keyed then format(' where t.%I %s any(%s)', v_subject.key_column,
                ops._equality(to_regtype(v_key_type)), v_keys)
            else ''
        end
    );
end
$$;
comment on function ops._derived_rows(text, boolean) is 'SQL text over all rows, or over the keys in $1 (text[]), returning key, label, observed, expected (text), drift (numeric) and same.';
revoke all on function ops._derived_rows(text, boolean) from public;
