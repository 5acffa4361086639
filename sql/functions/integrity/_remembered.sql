-- When the findings of an area were first seen, and when they last changed.
create or replace function ops._remembered(area text)
returns table (rule text, first_seen timestamptz, last_change timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
-- the table is named here, and present only where checks are remembered
-- @plpgsql_check_options: security_warnings = off
declare
    v_memory constant regclass := to_regclass('ops.finding');
begin
    if v_memory is not null then
        return query execute format(
            'select f.rule, min(f.first_seen), max(f.last_change) from %s as f '
            'where f.area = $1 and f.resolved_at is null group by f.rule', v_memory
        ) using area;
    end if;
end
$$;
comment on function ops._remembered(text) is 'One row a rule with open findings; none where checks are not remembered.';
revoke all on function ops._remembered(text) from public;
