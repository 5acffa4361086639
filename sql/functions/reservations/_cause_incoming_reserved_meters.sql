-- Why the reserved metres of deliveries drifted.
create or replace function ops._cause_incoming_reserved_meters(keys text[], drifts numeric[])
returns table (key text, cause text, detail jsonb)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c.key, c.cause, c.detail from ops._counter_causes('INCOMING', keys, drifts) as c
$$;
comment on function ops._cause_incoming_reserved_meters(text[], numeric[]) is 'Causes of ops.incoming_reserved_meters: keys and drifts in the same order.';
revoke all on function ops._cause_incoming_reserved_meters(text[], numeric[]) from public;
