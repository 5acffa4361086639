-- The resolution check of an area, as far as there is one.
create or replace function ops._verify_area(area text)
returns setof ops.verification
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    if to_regprocedure(format('ops.verify_%s()', area)) is null then
        return;
    end if;
    begin
        return query execute format('select v.* from ops.%I() as v', 'verify_' || area);
    exception
        when others then
            return next ('resolution check', 'unknown', left(format('could not run: %s %s', sqlstate, sqlerrm), 200), null,
                'select * from ops.doctor()')::ops.verification;
    end;
end
$$;
comment on function ops._verify_area(text) is 'Rows of ops.verify_<area>(); one row with state unknown when it failed; none where it does not exist.';
revoke all on function ops._verify_area(text) from public;
