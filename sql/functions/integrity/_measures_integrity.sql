-- The numbers of stored data that a resolution check compares with.
create or replace function ops._measures_integrity()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select m.measure, m.value, m.unit
        from (
            -- the rest of a rule with many is counted, not worded
            select coalesce(sum(case v.status when 'violation' then 1 when 'more' then (v.detail ->> 'rows')::bigint end), 0) as rows,
                coalesce(sum(v.size) filter (where v.status in ('violation', 'more')), 0) as metres,
                count(*) filter (where v.status = 'unknown')::numeric as unknown
            from ops._rule_states('integrity') as s
            cross join lateral ops._run_rule(s, 1) as v
        ) as w
        cross join lateral (
            values ('broken rows', w.rows, 'rows'), ('broken metres', w.metres, 'm'), ('rules that could not run', w.unknown, 'rules')
        ) as m (measure, value, unit);
end
$$;
comment on function ops._measures_integrity() is 'Broken rows and metres over all rules of the area, and how many rules could not run.';
revoke all on function ops._measures_integrity() from public;
