-- How each rule stood when it last ran.
create or replace function ops._page_rules(zone text)
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('area', r.area, 'rule', r.name, 'title', r.title, 'severity', coalesce(s.severity, r.severity),
        'state', t.state, 'rows', t.rows, 'metres', t.metres, 'since', ops._page_time(t.at, zone),
        'since_seconds', round(extract(epoch from ops.now() - t.at))) order by a.section, r.name), '[]')
    from ops.rule as r
    join ops.area as a
        on a.name = r.area
    left join ops.rule_setting as s
        on s.rule = r.name
    cross join lateral (select n.* from ops.rule_total as n where n.rule = r.name order by n.at desc limit 1) as t
$$;
comment on function ops._page_rules(text) is 'An array of the rules that have run here.';
revoke all on function ops._page_rules(text) from public;
