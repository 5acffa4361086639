-- The columns of the application that name rows of other tables without a foreign key.
create or replace function ops._unkeyed_references()
returns table (child text, child_column text, parents text[])
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select r.child, r.child_column, r.parents
    from (
        values
            ('public.order_queue', 'submitted_by', array['public.profiles.user_id']),
            ('public.order_queue', 'approved_by', array['public.profiles.user_id']),
            ('public.field_edit_queue', 'submitted_by', array['public.profiles.user_id']),
            ('public.field_edit_queue', 'approved_by', array['public.profiles.user_id']),
            ('public.manufacturing_orders', 'created_by', array['public.profiles.user_id']),
            ('public.manufacturing_orders', 'updated_by', array['public.profiles.user_id']),
            ('public.mo_status_history', 'changed_by', array['public.profiles.user_id']),
            -- the ledger names the order, the counting session or the receipt that it is for
            ('public.inventory_transactions', 'source_id',
                array['public.orders.id', 'public.count_sessions.id', 'public.goods_in_receipts.id'])
    ) as r (child, child_column, parents)
    where ops._type_of(r.child, r.child_column) = 'uuid'
        and ops._row_key(r.child) is not null
        and not exists (
            select from ops._missing((
                select jsonb_object_agg(substring(p from '^(.*)[.]'), jsonb_build_array(substring(p from '[^.]*$')))
                from unnest(r.parents) as p
            )) as m (what)
            where m.what is not null
        )
        and not exists (
            select
            from pg_constraint as c
            join pg_attribute as a
                on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
            where c.contype = 'f' and c.conrelid = to_regclass(r.child) and a.attname = r.child_column
        )
$$;
comment on function ops._unkeyed_references() is 'parents: schema.table.column of uuid, any of which may hold the id. Only columns that exist here and have no key of their own.';
revoke all on function ops._unkeyed_references() from public;
