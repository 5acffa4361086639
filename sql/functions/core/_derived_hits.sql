-- Rows whose stored value is not what it should be, each with its cause.
create or replace function ops._derived_hits(rule text, keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the text is made of catalogue entries that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_value ops.derived_value;
    v_subject ops.subject;
begin
    select d.* into strict v_value from ops.derived_value as d where d.rule = _derived_hits.rule;
    select s.* into strict v_subject from ops.subject as s where s.relation = v_value.subject;
    return query execute format(
        $query$
            with drifted as materialized (
                select d.key, d.label, d.observed, d.expected, d.drift
                from (%1$s) as d
                where not d.same
            ),
            caused as (
                %2$s
            )
            select %3$L::text,
                jsonb_build_object(%4$L::text, d.key),
                left(
                    format('%%s %%s: %%s %%s%%s, should be %%s%%s%%s', %5$L::text, d.label, %6$L::text,
                        coalesce(d.observed, 'null'), %7$L::text, coalesce(d.expected, 'null'), %7$L::text,
                        ' (' || ops._metres(d.drift, true) || ')'),
                    100
                ),
                c.cause,
                to_jsonb(d.expected),
                to_jsonb(d.observed),
                %8$s,
                jsonb_build_object('drift', d.drift) || coalesce(c.detail, '{}'),
                null::text
            from drifted as d
            left join caused as c
                on c.key = d.key
        $query$,
        ops._derived_rows(rule, keys is not null),
        case
            when v_value.cause is null then 'select null::text as key, null::text as cause, null::jsonb as detail'
            else format(
                'select w.key, w.cause, w.detail from %s((select array_agg(d.key order by d.key) from drifted as d), '
                '(select array_agg(d.drift order by d.key) from drifted as d)) as w', v_value.cause)
        end,
        v_value.subject,
        v_subject.key_column,
        v_subject.noun,
        replace(v_value.value_column, '_', ' '),
        coalesce(' ' || v_value.unit, ''),
        -- size is metres, and nothing else
        case when v_value.unit = 'm' then 'abs(d.drift)' else 'null::numeric' end
    ) using keys;
end
$$;
comment on function ops._derived_hits(text, text[]) is 'Hits of one derived value over all rows, or over keys of its subject. Observed and expected are the exact stored texts.';
revoke all on function ops._derived_hits(text, text[]) from public;
