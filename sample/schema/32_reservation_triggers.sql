-- Keeps reserved_meters of lots and incoming stock in step with the lines, gaps included.

-- Reads without a lock and does not give a line credit for its own old metres. A parent that
-- does not exist leaves "available" null, which passes.
create or replace function public.validate_reservation_line()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
declare
    available numeric;
begin
    if new.scope = 'INVENTORY' then
        select l.meters - l.reserved_meters
        into available
        from public.lots as l
        where l.id = new.lot_id;
    else
        select i.expected_meters - i.received_meters - i.reserved_meters
        into available
        from public.incoming_stock as i
        where i.id = new.incoming_stock_id;
    end if;

    if available < new.reserved_meters then
        raise exception 'Insufficient stock: available %, requested %',
            available, new.reserved_meters;
    end if;
    return new;
end
$$;

create trigger validate_reservation_line
before insert or update on public.reservation_lines
for each row execute function public.validate_reservation_line();

create or replace function public.add_reserved_meters()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    if new.scope = 'INVENTORY' then
        update public.lots
        set reserved_meters = reserved_meters + new.reserved_meters
        where id = new.lot_id;
    else
        update public.incoming_stock
        set reserved_meters = reserved_meters + new.reserved_meters
        where id = new.incoming_stock_id;
    end if;
    return null;
end
$$;

create or replace function public.subtract_reserved_meters()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    if old.scope = 'INVENTORY' then
        update public.lots
        set reserved_meters = reserved_meters - old.reserved_meters
        where id = old.lot_id;
    else
        update public.incoming_stock
        set reserved_meters = reserved_meters - old.reserved_meters
        where id = old.incoming_stock_id;
    end if;
    return null;
end
$$;

create or replace function public.change_reserved_meters()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    if old.scope = 'INVENTORY' then
        update public.lots
        set reserved_meters = reserved_meters - old.reserved_meters
        where id = old.lot_id;
    else
        update public.incoming_stock
        set reserved_meters = reserved_meters - old.reserved_meters
        where id = old.incoming_stock_id;
    end if;
    if new.scope = 'INVENTORY' then
        update public.lots
        set reserved_meters = reserved_meters + new.reserved_meters
        where id = new.lot_id;
    else
        update public.incoming_stock
        set reserved_meters = reserved_meters + new.reserved_meters
        where id = new.incoming_stock_id;
    end if;
    return null;
end
$$;

create trigger reservation_line_inserted
after insert on public.reservation_lines
for each row execute function public.add_reserved_meters();

create trigger reservation_line_deleted
after delete on public.reservation_lines
for each row execute function public.subtract_reserved_meters();

-- A line moved to another parent with the same metres and scope does not fire this.
create trigger reservation_line_updated
after update on public.reservation_lines
for each row
when (
    old.reserved_meters is distinct from new.reserved_meters
    or old.scope is distinct from new.scope
)
execute function public.change_reserved_meters();

-- Only a cancellation gives the stock back: release and conversion leave the lines.
create or replace function public.delete_lines_of_canceled_reservation()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    if old.status is distinct from new.status then
        delete from public.reservation_lines where reservation_id = new.id;
    end if;
    return null;
end
$$;

create trigger reservation_canceled
after update of status on public.reservations
for each row
when (new.status = 'canceled')
execute function public.delete_lines_of_canceled_reservation();
