-- Keeps how an area's numbers stand now, to compare with later.
create or replace function ops.take_baseline(area text, reason text, incident bigint default null)
returns setof ops.baseline
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
-- the function's name is made of an area that was just looked up
-- @plpgsql_check_options: security_warnings = off
begin
    perform ops._require_area(area);
    perform ops._require_reason(reason, format('select * from ops.take_baseline(%L, ''why'')', area));
    if to_regprocedure(format('ops._measures_%s()', area)) is null then
        perform ops._fail('OP003', format('area %s has nothing to measure', area),
            'its resolution check compares with no earlier number', format('select * from ops.runbook(%L)', area));
    end if;
    return query execute format(
        'insert into ops.baseline (area, measure, value, unit, taken_at, incident, reason) '
        'select $1, m.measure, m.value, m.unit, ops.now(), $2, $3 from ops.%I() as m returning *',
        '_measures_' || area
    ) using area, incident, btrim(reason);
end
$$;
comment on function ops.take_baseline(text, text, bigint) is 'Rows kept, one a measure. OP001, OP003, OP009.';
revoke all on function ops.take_baseline(text, text, bigint) from public;
grant execute on function ops.take_baseline(text, text, bigint) to ops_operator;
