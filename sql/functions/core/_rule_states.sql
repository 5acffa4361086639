-- Which rules of an area can run here, and why the others cannot.
create or replace function ops._rule_states(area text default null)
returns setof ops.rule_state
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select r.name,
        r.area,
        coalesce(s.severity, r.severity),
        case
            when not coalesce(s.enabled, true) then 'disabled'
            when m.what is not null then 'skipped'
            else 'ready'
        end,
        case
            when not coalesce(s.enabled, true)
                then format('disabled by %s on %s', s.changed_by, to_char(s.changed_at, 'YYYY-MM-DD'))
            else m.what
        end
    from ops.rule as r
    join ops.area as a
        on a.name = r.area
    left join ops.rule_setting as s
        on s.rule = r.name
    cross join lateral ops._missing(r.reads) as m (what)
    where _rule_states.area is null or r.area = _rule_states.area
    order by a.section, coalesce(s.severity, r.severity), r.name
$$;
comment on function ops._rule_states(text) is 'One row a rule in the order of areas, severities and names.';
revoke all on function ops._rule_states(text) from public;
