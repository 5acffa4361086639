-- Refuses a schedule that does not exist.
create or replace function ops._require_lane(lane text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if lane is null or lane not in ('tick', 'nightly') then
        perform ops._fail('OP005', format('there is no lane %s', coalesce(quote_literal(lane), 'null')),
            'lanes: tick (short work) and nightly (long work)', 'call ops.tick()');
    end if;
end
$$;
comment on function ops._require_lane(text) is 'Raises OP005 unless it is tick or nightly.';
revoke all on function ops._require_lane(text) from public;
