-- The metres of some lots.
create or replace function ops._lot_meters(lots uuid[])
returns table (lot uuid, meters numeric)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select t.id, t.meters from public.lots as t where t.id = any (lots);
end
$$;
comment on function ops._lot_meters(uuid[]) is 'One row a lot that exists.';
revoke all on function ops._lot_meters(uuid[]) from public;
