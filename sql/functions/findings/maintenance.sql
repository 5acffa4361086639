-- Announces work on the database: until it ends, nothing is repaired unattended and no incident opens below P0.
create or replace function ops.maintenance(duration interval, reason text)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id bigint;
begin
    perform ops._require_reason(reason, 'select ops.maintenance(''2 hours'', ''why'')');
    if duration is null or duration <= interval '0' or duration > interval '24 hours' then
        perform ops._fail('OP005', format('maintenance cannot last %s', coalesce(duration::text, 'null')),
            'it lasts 24 hours at most', 'select ops.maintenance(''2 hours'', ''why'')');
    end if;
    insert into ops.maintenance (since, until, owner, reason)
    values (ops.now(), ops.now() + duration, ops.actor(), btrim(maintenance.reason))
    returning id into v_id;
    return v_id;
end
$$;
comment on function ops.maintenance(interval, text) is 'Number of the announcement; at most 24 hours. Checks go on and findings are kept. OP005, OP009.';
revoke all on function ops.maintenance(interval, text) from public;
grant execute on function ops.maintenance(interval, text) to ops_operator;
