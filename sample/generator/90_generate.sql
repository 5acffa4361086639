-- Fills the database: people and catalogue, the stock stretch by stretch, and what stands around.
create function sample.begin_generation(
    lots integer,
    lines_per_lot numeric,
    seed integer,
    sound boolean
)
returns void
language plpgsql
volatile
as $$
begin
    if lots not between 1 and 10000000 or lines_per_lot not between 0 and 100 then
        raise exception 'cannot generate % lots with % lines each', lots, lines_per_lot
            using errcode = 'invalid_parameter_value',
            hint = 'Ask for 1 to 10000000 lots with 0 to 100 lines each.';
    end if;
    if exists (select from sample.generation) then
        raise exception 'this database has been filled already'
            using errcode = 'object_not_in_prerequisite_state',
            hint = 'Load the sample into a new database.';
    end if;
    insert into sample.generation (seed, lots, lines_per_lot, sound, today)
    values (seed, lots, lines_per_lot, sound, date_trunc('day', now()));
    perform sample.fill_people();
    perform sample.fill_catalog();
end
$$;

create function sample.fill_stretch(first bigint, last bigint, lines_per_lot numeric)
returns void
language plpgsql
volatile
as $$
begin
    truncate
        sample.planned_lot, sample.planned_reservation, sample.planned_line, sample.planned_roll;
    perform sample.plan_lots(first, last);
    perform sample.plan_lines(first, lines_per_lot);
    perform sample.plan_rolls();
    perform sample.fill_lots();
    perform sample.fill_incoming();
    perform sample.audit_stock();
    perform sample.fill_reservations();
    perform sample.close_reservations();
    perform sample.audit_reservations();
    perform sample.fill_orders();
end
$$;

create function sample.end_generation()
returns void
language plpgsql
volatile
as $$
begin
    truncate
        sample.planned_lot, sample.planned_reservation, sample.planned_line, sample.planned_roll;
    perform sample.fill_planning();
    perform sample.fill_stock_take();
    perform sample.fill_mail();
    perform sample.fill_api();
    perform sample.fill_integration();
    perform sample.fill_inquiries();
    perform sample.fill_snapshots();
    perform sample.date_catalog();
    -- Who comes next must not plan by tables that were empty a minute ago.
    analyze
        public.lots, public.rolls, public.incoming_stock, public.goods_in_receipts,
        public.goods_in_rows, public.reservations, public.reservation_lines, public.orders,
        public.order_lots, public.inventory_transactions, public.audit_logs;
end
$$;

-- Commits after each stretch of lots; a test that must be able to roll back calls sample.fill.
create procedure sample.generate(
    lots integer default 1000,
    lines_per_lot numeric default 2.5,
    seed integer default 42,
    sound boolean default true
)
language plpgsql
as $$
declare
    stretch constant integer := 5000;
    done integer := 0;
begin
    perform sample.begin_generation(lots, lines_per_lot, seed, sound);
    commit;
    while done < lots loop
        perform sample.fill_stretch(done + 1, least(done + stretch, lots), lines_per_lot);
        done := least(done + stretch, lots);
        commit;
        raise notice 'sample: % of % lots', done, lots;
    end loop;
    perform sample.end_generation();
    commit;
end
$$;
comment on procedure sample.generate(integer, numeric, integer, boolean) is
    'Fills an empty sample. Sound data breaks no rule; otherwise closed reservations keep lines.';

create function sample.fill(
    lots integer default 100,
    lines_per_lot numeric default 2.5,
    seed integer default 42,
    sound boolean default true
)
returns void
language plpgsql
volatile
as $$
begin
    perform sample.begin_generation(lots, lines_per_lot, seed, sound);
    perform sample.fill_stretch(1, lots, lines_per_lot);
    perform sample.end_generation();
end
$$;
comment on function sample.fill(integer, numeric, integer, boolean) is
    'The same as sample.generate in one transaction, for a few lots.';
