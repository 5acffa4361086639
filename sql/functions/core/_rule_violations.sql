-- The violations of one rule that is ready: worst first, limited, the rest counted.
create or replace function ops._rule_violations(rule text, severity text, max_rows integer)
returns setof ops.violation
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    with hit as materialized (
        select h.*, row_number() over (order by h.subject is not null, h.size desc nulls last, h.key::text) as place
        from ops._rule_hits(rule) as h
    )
    select severity,
        rule,
        h.message,
        h.cause,
        coalesce(h.fix, ops._usual_fix(rule, h.key)),
        h.subject,
        h.key,
        h.expected,
        h.observed,
        h.detail,
        -- a rule that cannot tell says so in a hit without a subject: no error, so that a standby goes on too
        case when h.subject is null then 'unknown' else 'violation' end,
        h.size,
        md5(rule || '|' || coalesce(h.subject || '|' || h.key::text, 'unknown'))
    from hit as h
    where max_rows is null or h.place <= max_rows
    union all
    select severity,
        rule,
        format('%s more rows%s', count(*), ' (' || ops._metres(sum(h.size)) || ' m)'),
        null,
        format('select * from ops.check_rule(%L, max_rows => null)', rule),
        null,
        null,
        null,
        null,
        jsonb_build_object('rows', count(*)),
        'more',
        sum(h.size),
        md5(rule || '|more')
    from hit as h
    where h.place > max_rows
    having count(*) > 0
$$;
comment on function ops._rule_violations(text, text, integer) is 'At most max_rows violations and one row that counts the rest with their metres; null returns all. A hit without a subject becomes a row with status unknown.';
revoke all on function ops._rule_violations(text, text, integer) from public;
