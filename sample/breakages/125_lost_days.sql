-- Days on which no snapshot was taken, and a run that broke off half way.

-- All three of a day, like the newest that were taken.
create function sample.take_snapshot(day date, with_stock boolean default true)
returns void
language sql
volatile
as $$
    insert into public.inventory_snapshots (
        snapshot_date, total_lots, total_rolls, total_meters, total_reserved_meters, total_available_meters, by_status,
        by_quality, by_color, created_at
    )
    select day, s.total_lots, s.total_rolls, s.total_meters, s.total_reserved_meters, s.total_available_meters, s.by_status,
        s.by_quality, s.by_color, day + interval '21 hours'
    from (select * from public.inventory_snapshots order by snapshot_date desc limit 1) as s
    where with_stock;
    insert into public.order_snapshots (snapshot_date, total_orders, open_orders, fulfilled_orders, by_status, created_at)
    select day, s.total_orders, s.open_orders, s.fulfilled_orders, s.by_status, day + interval '21 hours'
    from (select * from public.order_snapshots order by snapshot_date desc limit 1) as s;
    insert into public.reservation_snapshots (
        snapshot_date, total_reservations, active_reservations, total_reserved_meters, by_status, created_at
    )
    select day, s.total_reservations, s.active_reservations, s.total_reserved_meters, s.by_status, day + interval '21 hours'
    from (select * from public.reservation_snapshots order by snapshot_date desc limit 1) as s
$$;

create function sample.break_lost_day(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    day date := (select min(s.snapshot_date) from public.inventory_snapshots as s);
begin
    for n in 1..instances loop
        -- the server that calls the function was down that evening
        perform sample.take_snapshot(day - 2 * n);
        insert into sample.breakage (mechanism, rule, subject, key)
        select 'lost_day', 'snapshot_days', t.subject, jsonb_build_object('day', day - 2 * n + 1)::text
        from (
            values ('public.inventory_snapshots'), ('public.order_snapshots'), ('public.reservation_snapshots')
        ) as t (subject);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_day', 343);

-- There is one row of settings, whatever is asked for.
create function sample.break_early_throw(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    newest date := (select max(s.snapshot_date) from public.inventory_snapshots as s);
begin
    -- stock and orders are written, then a column of the reservations is missing
    delete from public.reservation_snapshots where snapshot_date = newest;
    update public.snapshot_settings
    set last_snapshot_status = 'error', last_snapshot_error = 'column reservations.expiry_date does not exist';
    insert into sample.breakage (mechanism, rule, subject, key)
    values ('early_throw', 'snapshot_days', 'public.reservation_snapshots', jsonb_build_object('day', newest)::text);
    perform sample.record_row('early_throw', 'snapshot_last_run', 'public.snapshot_settings', s.id)
    from public.snapshot_settings as s;
    return 1;
end
$$;
insert into sample.mechanism (name, turn) values ('early_throw', 344);
