-- The rows that reservation lines point at, lots or deliveries alike, and which transaction wrote them last.
create or replace function ops._reservation_parents(scope text, keys uuid[])
returns table (id uuid, quality text, color text, reserved_meters numeric, updated_at timestamptz, writer text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if scope = 'INVENTORY' then
        return query
            select t.id, t.quality::text, t.color::text, t.reserved_meters, t.updated_at, t.xmin::text
            from public.lots as t
            where t.id = any (keys);
    else
        return query
            select t.id, t.quality::text, t.color::text, t.reserved_meters, t.updated_at, t.xmin::text
            from public.incoming_stock as t
            where t.id = any (keys);
    end if;
end
$$;
comment on function ops._reservation_parents(text, uuid[]) is 'Lots (scope INVENTORY) or incoming stock (INCOMING) by id; writer is the row''s xmin.';
revoke all on function ops._reservation_parents(text, uuid[]) from public;
