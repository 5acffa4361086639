-- The one line that ends a check.
-- plpgsql, which keeps the plan: called for each rule, a plan each time would cost more than the answer.
create or replace function ops._summary(scope text, states ops.rule_state[], rows ops.violation[], seconds numeric, next_call text)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        with reported as (
            select v.severity,
                v.status,
                v.rule,
                v.size,
                case when v.status = 'more' then (v.detail ->> 'rows')::bigint else 1 end as rows
            from unnest(rows) as v
        ),
        broken as (
            select w.severity, sum(w.rows) as rows, sum(w.size) as size
            from reported as w
            where w.status in ('violation', 'more')
            group by w.severity
        ),
        total as (
            select coalesce((select sum(b.rows) from broken as b), 0) as rows,
                (select string_agg(b.severity || ' ' || b.rows, ', ' order by b.severity) from broken as b) as levels,
                (select sum(b.size) from broken as b) as size,
                (select count(*) from reported as r where r.status = 'unknown') as unknown,
                (select count(*) from unnest(states) as s where s.state = 'skipped') as skipped,
                (select count(*) from unnest(states) as s where s.state = 'disabled') as disabled,
                cardinality(states) as rules
        )
        select concat_ws(
            ' · ',
            scope || ': ' || case
                when t.rows > 0 then format('%s violation%s (%s%s)', t.rows, case when t.rows > 1 then 's' end,
                    t.levels, '; ' || ops._metres(nullif(t.size, 0)) || ' m')
                when t.unknown > 0 then 'no violation in what could run'
                when t.rules = t.skipped + t.disabled then 'nothing could be checked here'
                else 'clean'
            end,
            format('%s of %s rules ran', t.rules - t.skipped - t.disabled - t.unknown, t.rules),
            case when t.skipped > 0 then t.skipped || ' skipped' end,
            case when t.disabled > 0 then t.disabled || ' disabled' end,
            case when t.unknown > 0 then t.unknown || ' unknown' end,
            to_char(seconds, 'FM999990.0') || ' s',
            'next: ' || case when t.rows > 0 then next_call when t.unknown > 0 then 'select * from ops.doctor()'
                when t.rules = t.skipped + t.disabled then 'select * from ops.coverage()' end
        )
        from total as t
    );
end
$$;
comment on function ops._summary(text, ops.rule_state[], ops.violation[], numeric, text) is 'Violations by severity and metres, coverage, seconds, and the next call when there is something to do.';
revoke all on function ops._summary(text, ops.rule_state[], ops.violation[], numeric, text) from public;
