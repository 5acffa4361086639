-- The violations of one rule that is ready: worst first, limited, the rest counted.
-- plpgsql, which keeps the plan: called for each rule, a plan each time would cost more than the answer.
create or replace function ops._rule_violations(rule text, severity text, max_rows integer)
returns setof ops.violation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the function's name is a catalogue entry that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_rule ops.rule;
    v_worst text[];
    v_rows bigint;
    v_size numeric;
begin
    select r.* into strict v_rule from ops.rule as r where r.name = _rule_violations.rule;
    if v_rule.sizes is not null and max_rows is not null then
        execute format(
            $query$
                with hit as materialized (select h.key, case when h.size < 1e15 then h.size end as size from %s(null) as h)
                select array(
                        select h.key from hit as h order by h.size desc nulls last, h.key limit $1
                    ),
                    count(*), sum(h.size)
                from hit as h
            $query$, v_rule.sizes) into v_worst, v_rows, v_size using max_rows;
        if v_rows = 0 then
            return; -- nothing to word
        end if;
    end if;
    return query
        with hit as materialized (
            select h.* from ops._rule_hits(rule, v_worst) as h
        ),
        -- the worst only: sorting all of them would spill where a rule has many
        shown as materialized (
            select h.*
            from hit as h
            order by h.subject is not null, h.size desc nulls last, h.key::text
            limit max_rows
        ),
        rest as (
            select coalesce(v_rows, count(*)) - (select count(*) from shown as w) as rows,
                coalesce(v_size, sum(h.size)) - coalesce((select sum(w.size) from shown as w), 0) as size
            from hit as h
        )
        select severity,
            rule,
            ops._plain(ops._cut(h.message)),
            h.cause,
            coalesce(h.fix, ops._usual_fix(rule, v_rule.area, v_rule.repair_class, h.key)),
            h.subject,
            h.key,
            h.expected,
            h.observed,
            h.detail,
            -- a rule that cannot tell says so in a hit without a subject: no error, so that a standby goes on too
            case when h.subject is null then 'unknown' else 'violation' end,
            h.size,
            md5(rule || '|' || coalesce(h.subject || '|' || h.key::text, 'unknown'))
        from shown as h
        union all
        select severity,
            rule,
            format('%s more row%s%s', r.rows, case when r.rows > 1 then 's' end, ' (' || ops._metres(r.size) || ' m)'),
            null,
            format('select * from ops.check_rule(%L, max_rows => null)', rule),
            null,
            null,
            null,
            null,
            jsonb_build_object('rows', r.rows),
            'more',
            r.size,
            md5(rule || '|more')
        from rest as r
        where r.rows > 0;
end
$$;
comment on function ops._rule_violations(text, text, integer) is 'At most max_rows violations and one row that counts the rest with their metres; null returns all. A hit without a subject becomes a row with status unknown.';
revoke all on function ops._rule_violations(text, text, integer) from public;
