-- When the findings of an area were first seen, and when they last changed.
create or replace function ops._remembered(area text)
returns table (rule text, first_seen timestamptz, last_change timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if to_regclass('ops.finding') is not null then
        return query execute
            'select f.rule, min(f.first_seen), max(f.last_change) from ops.finding as f '
            'where f.area = $1 and f.resolved_at is null group by f.rule' using area;
    end if;
end
$$;
comment on function ops._remembered(text) is 'One row a rule with open findings; none where checks are not remembered.';
revoke all on function ops._remembered(text) from public;
