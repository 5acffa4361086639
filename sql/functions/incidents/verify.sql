-- The resolution verification of an area, line by line.
create or replace function ops.verify(area text)
returns setof ops.verification
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- not a definer: some areas act as a signed-in user, which PostgreSQL allows no definer function
    if ops.verification_runs_as(area) is null then
        -- nothing verifies itself here: the runbook's own lines, for a person
        return query
            select r.value, 'manual', 'look at it', null::jsonb, r.note
            from ops.runbook(area) as r
            where r.topic = 'verify';
        return;
    end if;
    begin
        return query execute format('select v.* from ops.%I() as v', 'verify_' || area);
    exception
        when others then
            return next ('resolution check', 'unknown', left(format('could not run: %s %s', sqlstate, sqlerrm), 200),
                null,
                'select * from ops.doctor()')::ops.verification;
    end;
end
$$;
comment on function ops.verify(text) is 'Rows of ops.verify_<area>(), or the runbook''s lines with state manual where there is no such function. What fails is one row with state unknown. OP001.';
revoke all on function ops.verify(text) from public;
grant execute on function ops.verify(text) to ops_operator;
