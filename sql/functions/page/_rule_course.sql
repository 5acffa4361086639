-- How each rule stood from when to when, within the days of a page.
create or replace function ops._rule_course(days integer)
returns table (area text, rule text, severity text, state text, rows bigint, metres numeric, since timestamptz, until timestamptz)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with first as materialized (
        -- asked once: a pinned function for each row would cost more than all the rest
        select min(d.begins) as moment, (select ops.now()) as now from ops._page_days(days) as d
    ),
    entry as (
        select t.*
        from first as f
        cross join ops.rule as r
        -- offset 0: rule by rule, whatever the statistics say, for the key begins with the rule
        cross join lateral (
            select n.* from ops.rule_total as n where n.rule = r.name and n.at >= f.moment and n.at <= f.now offset 0
        ) as t
        union all
        -- what each rule brought along from before: how it stood, and where that is not known, how it last did
        select b.*
        from first as f
        cross join ops.rule as r
        cross join lateral (
            (select t.* from ops.rule_total as t where t.rule = r.name and t.at < f.moment order by t.at desc limit 1)
            union
            (select t.* from ops.rule_total as t where t.rule = r.name and t.at < f.moment and t.state not in ('unknown', 'lost') order by t.at desc limit 1)
        ) as b
    )
    select r.area, e.rule, coalesce(s.severity, r.severity), e.state, e.rows, e.metres, greatest(e.at, f.moment),
        coalesce(lead(e.at) over (partition by e.rule collate "C" order by e.at), f.now)
    from entry as e
    cross join first as f
    join ops.rule as r
        on r.name = e.rule
    left join ops.rule_setting as s
        on s.rule = e.rule
$$;
comment on function ops._rule_course(integer) is 'One row a stretch in which a rule did not change. Severity as it is set now. until before since: it ended before these days.';
revoke all on function ops._rule_course(integer) from public;
