-- The CRM deals of converted reservations.
create or replace function ops._converted_deals(reservations uuid[])
returns table (deal text, reservation_id uuid)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select lower(btrim(r.crm_deal_id)), r.id
        from public.reservations as r
        where r.status::text = 'converted'
            and btrim(r.crm_deal_id) <> ''
            and (reservations is null or r.id = any (reservations));
end
$$;
comment on function ops._converted_deals(uuid[]) is 'One row a converted reservation that belongs to a deal; null for all.';
revoke all on function ops._converted_deals(uuid[]) from public;
