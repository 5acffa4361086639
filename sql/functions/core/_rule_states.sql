-- Which rules of an area can run here, and why the others cannot.
-- Inlinable: who asks for one rule must not pay for a look at the tables of all, so it pins no path
-- and names everything in full.
create or replace function ops._rule_states(area text default null)
returns setof ops.rule_state
language sql
stable parallel safe
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
                then pg_catalog.format('disabled by %s on %s', s.changed_by,
                    pg_catalog.to_char(s.changed_at, 'YYYY-MM-DD'))
            else m.what
        end
    from ops.rule as r
    join ops.area as a
        on a.name operator(pg_catalog.=) r.area
    left join ops.rule_setting as s
        on s.rule operator(pg_catalog.=) r.name
    cross join lateral ops._missing(r.reads) as m (what)
    where _rule_states.area is null or r.area operator(pg_catalog.=) _rule_states.area
    order by a.section, coalesce(s.severity, r.severity), r.name
$$;
comment on function ops._rule_states(text) is 'One row a rule in the order of areas, severities and names.';
revoke all on function ops._rule_states(text) from public;
