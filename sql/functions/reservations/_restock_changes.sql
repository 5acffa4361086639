-- Puts lots back in stock.
create or replace function ops._restock_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select jsonb_build_object('id', t.id), 'public.lots', jsonb_build_object('id', t.id), 'update',
            jsonb_build_object('status', t.status::text), jsonb_build_object('status', 'in_stock'),
            format('lot %s goes from %s to in_stock', t.lot_number, t.status)
        from public.lots as t
        where t.id = any (keys::uuid[]);
end
$$;
comment on function ops._restock_changes(text[]) is 'Choice restock of reserved_lots_not_in_stock.';
revoke all on function ops._restock_changes(text[]) from public;
