-- Where the things live that the application's log speaks of, as far as these tables exist here.
create or replace function ops._audit_places()
returns table (entity_type text, relation text, key_column text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select p.entity_type, p.relation, p.key_column
    from (
        values
            ('lot', 'public.lots', 'id'),
            -- the log has no word for reservations: the application writes lot
            ('lot', 'public.reservations', 'id'),
            ('roll', 'public.rolls', 'id'),
            ('order', 'public.orders', 'id'),
            ('order_lot', 'public.order_lots', 'id'),
            ('supplier', 'public.suppliers', 'id'),
            ('lot_queue', 'public.lot_queue', 'id'),
            ('order_queue', 'public.order_queue', 'id'),
            ('field_edit_queue', 'public.field_edit_queue', 'id'),
            ('profile', 'public.profiles', 'id'),
            -- either id of a person is written
            ('profile', 'public.profiles', 'user_id'),
            ('role_permission', 'public.role_permissions', 'id'),
            ('incoming_stock', 'public.incoming_stock', 'id'),
            ('forecast_settings', 'public.forecast_settings', 'id'),
            ('catalog_item', 'public.catalog_items', 'id')
    ) as p (entity_type, relation, key_column)
    where ops._type_of(p.relation, p.key_column) = 'uuid'
$$;
comment on function ops._audit_places() is 'One row a label of audit_logs.entity_type and table whose rows it names; a lot may be a reservation.';
revoke all on function ops._audit_places() from public;
