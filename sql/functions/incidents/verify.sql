-- The resolution verification of an area, line by line.
create or replace function ops.verify(area text)
returns setof ops.verification
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    perform ops._require_area(area);
    return query select v.* from ops._verify_area(area) as v;
    if not found then
        -- nothing verifies itself here: the runbook's own lines, for a person
        return query
            select r.value, 'manual', 'look at it', null::jsonb, r.note
            from ops.runbook(area) as r
            where r.topic = 'verify';
    end if;
end
$$;
comment on function ops.verify(text) is 'Rows of ops.verify_<area>(), or the runbook''s lines with state manual where there is no such function. OP001.';
revoke all on function ops.verify(text) from public;
grant execute on function ops.verify(text) to ops_operator;
