-- The next free document number of the day, found by probing, without a lock.
create or replace function public.format_counter(_counter integer)
returns text
language sql
immutable
security definer
set search_path = public
as $$
    select lpad(_counter::text, greatest(3, length(_counter::text)), '0')
$$;

create or replace function public.generate_reservation_number()
returns text
language plpgsql
volatile
security definer
set search_path = public
as $$
declare
    prefix constant text := 'RES-' || to_char(current_date, 'YYYYMMDD') || '-';
    counter integer := 1;
begin
    while exists (
        select
        from public.reservations
        where reservation_number = prefix || public.format_counter(counter)
    ) loop
        counter := counter + 1;
    end loop;
    return prefix || public.format_counter(counter);
end
$$;

create or replace function public.generate_order_number()
returns text
language plpgsql
volatile
security definer
set search_path = public
as $$
declare
    prefix constant text := 'ORD-' || to_char(current_date, 'YYYYMMDD') || '-';
    counter integer := 1;
begin
    while exists (
        select from public.orders where order_number = prefix || public.format_counter(counter)
    ) loop
        counter := counter + 1;
    end loop;
    return prefix || public.format_counter(counter);
end
$$;

create or replace function public.generate_mo_number()
returns text
language plpgsql
volatile
security definer
set search_path = public
as $$
declare
    prefix constant text := 'MO-' || to_char(current_date, 'YYYYMMDD') || '-';
    counter integer := 1;
begin
    while exists (
        select
        from public.manufacturing_orders
        where mo_number = prefix || public.format_counter(counter)
    ) loop
        counter := counter + 1;
    end loop;
    return prefix || public.format_counter(counter);
end
$$;

create or replace function public.generate_count_session_number()
returns text
language plpgsql
volatile
security definer
set search_path = public
as $$
declare
    prefix constant text := 'CNT-' || to_char(current_date, 'YYYYMMDD') || '-';
    counter integer := 1;
begin
    while exists (
        select
        from public.count_sessions
        where session_number = prefix || public.format_counter(counter)
    ) loop
        counter := counter + 1;
    end loop;
    return prefix || public.format_counter(counter);
end
$$;
