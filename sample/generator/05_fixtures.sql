-- Single rows, made as the application makes them, for tests that need a lot and a line.
create or replace function sample.a_user()
returns uuid
language plpgsql
as $$
declare
    v_user constant uuid := '00000000-0000-4000-8000-00000000f00d';
begin
    -- the sign-up trigger adds profile and role
    insert into auth.users (id, email) values (v_user, 'fixture@lotastro.example') on conflict do nothing;
    return v_user;
end
$$;

create or replace function sample.a_supplier()
returns uuid
language plpgsql
as $$
declare
    v_supplier constant uuid := '00000000-0000-4000-8000-00000000beef';
begin
    insert into public.suppliers (id, name) values (v_supplier, 'Fixture Mills') on conflict do nothing;
    return v_supplier;
end
$$;

create or replace function sample.a_lot(number text, metres numeric default 100, quality text default null)
returns uuid
language sql
as $$
    insert into public.lots (lot_number, quality, color, meters, supplier_id)
    values (number, coalesce(quality, 'Q-' || number), 'ecru', metres, sample.a_supplier())
    returning id
$$;

create or replace function sample.a_delivery(invoice text, metres numeric default 100)
returns uuid
language sql
as $$
    insert into public.incoming_stock (invoice_number, quality, color, expected_meters, supplier_id, created_by)
    values (invoice, 'Q-' || invoice, 'ecru', metres, sample.a_supplier(), sample.a_user())
    returning id
$$;

create or replace function sample.a_reservation(customer text default 'Fixture customer')
returns uuid
language sql
as $$
    insert into public.reservations (customer_name, created_by)
    values (customer, sample.a_user())
    returning id
$$;

create or replace function sample.a_line(reservation uuid, lot uuid, metres numeric)
returns uuid
language sql
as $$
    insert into public.reservation_lines (reservation_id, scope, lot_id, quality, color, reserved_meters)
    select reservation, 'INVENTORY', l.id, l.quality, l.color, metres
    from public.lots as l
    where l.id = lot
    returning id
$$;

create or replace function sample.an_incoming_line(reservation uuid, delivery uuid, metres numeric)
returns uuid
language sql
as $$
    insert into public.reservation_lines (reservation_id, scope, incoming_stock_id, quality, color, reserved_meters)
    select reservation, 'INCOMING', i.id, i.quality, i.color, metres
    from public.incoming_stock as i
    where i.id = delivery
    returning id
$$;
