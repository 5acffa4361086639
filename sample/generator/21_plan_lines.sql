-- Shares out the lines of a stretch among its reservations, and cuts its lots into rolls.
create function sample.plan_lines(first bigint, lines_per_lot numeric)
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('line');
    lines bigint;
    reservations bigint;
    first_reservation constant bigint := first * 1000;
begin
    -- Every tenth line waits for goods on their way; where there are no such goods, none does.
    create temporary table drawn_line on commit drop as
    select l.n * 1000 + j as n, l.n as lot_n, null::bigint as incoming_n, l.has_rolls
    from sample.planned_lot as l
    cross join lateral generate_series(
        1, floor((1 + 1.8 * lines_per_lot) * sample.draw(salt || 'inventory', l.n))::integer
    ) as j
    union all
    select l.n * 1000 + 500 + j, null, l.n, false
    from sample.planned_lot as l
    cross join lateral generate_series(
        1, floor((1 + 1.2 * lines_per_lot) * sample.draw(salt || 'incoming', l.n))::integer
    ) as j
    where l.incoming_kind in ('pending', 'partial');

    select count(*) into lines from pg_temp.drawn_line;
    reservations := least(
        greatest(1, round(lines / 3.6)),
        (select count(*) from pg_temp.drawn_line where has_rolls)
    );
    perform sample.plan_reservations(first_reservation, reservations);

    -- The first round gives each reservation a line with a roll of its own. What cannot be
    -- converted (no rolls, or not yet here) goes to a neighbour that is still active.
    insert into sample.planned_line (n, reservation_n, lot_n, incoming_n, meters)
    select distinct on (r.n, t.lot_n, t.incoming_n)
        t.n, r.n, t.lot_n, t.incoming_n,
        round((5 + 75 * sample.draw(salt || 'meters', t.n))::numeric, 2)
    from (
        select
            d.*,
            row_number() over (order by d.has_rolls desc, sample.draw(salt || 'turn', d.n), d.n)
            - 1 as turn
        from pg_temp.drawn_line as d
    ) as t
    cross join lateral (
        select first_reservation + case
            when t.turn < reservations then t.turn
            else floor(reservations * sample.draw(salt || 'reservation', t.n))::bigint
        end as n
    ) as w
    cross join lateral (
        select case
            when not t.has_rolls and w.n % 10 in (6, 7) then greatest(first_reservation, w.n - 6)
            else w.n
        end as n
    ) as r
    order by r.n, t.lot_n, t.incoming_n, t.turn;
    drop table pg_temp.drawn_line;
    analyze sample.planned_line;
end
$$;

create function sample.plan_rolls()
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('roll');
begin
    -- A converted line has a roll of its own, and so has every fourth of the others.
    update sample.planned_line as p
    set roll_position = w.position
    from (
        select n.n, row_number() over (partition by n.lot_n order by n.n) as position
        from sample.planned_line as n
        join sample.planned_lot as l
            on l.n = n.lot_n
        join sample.planned_reservation as r
            on r.n = n.reservation_n
        where l.has_rolls
            and (r.kind in ('open', 'fulfilled') or sample.draw(salt || 'own', n.n) < 0.25)
    ) as w
    where w.n = p.n;

    insert into sample.planned_roll (lot_n, position, meters, order_n, fulfilled)
    select
        n.lot_n, n.roll_position, n.meters,
        case when r.kind in ('open', 'fulfilled') then r.n end,
        r.kind = 'fulfilled'
    from sample.planned_line as n
    join sample.planned_reservation as r
        on r.n = n.reservation_n
    where n.roll_position is not null;

    -- What is left over covers the lines without a roll, so that stock is never short.
    insert into sample.planned_roll (lot_n, position, meters)
    select
        l.n, coalesce(h.rolls, 0) + 1,
        coalesce(h.unrolled, 0) + round((20 + 180 * sample.draw(salt || 'rest', l.n))::numeric, 2)
    from sample.planned_lot as l
    left join (
        select
            n.lot_n, max(n.roll_position) as rolls,
            sum(n.meters) filter (where n.roll_position is null) as unrolled
        from sample.planned_line as n
        where n.lot_n is not null
        group by n.lot_n
    ) as h
        on h.lot_n = l.n;

    insert into sample.planned_roll (lot_n, position, meters, order_n, fulfilled)
    select
        l.n, 900, round((10 + 60 * sample.draw(salt || 'sold', l.n))::numeric, 2), -l.n,
        l.n % 20 = 3
    from sample.planned_lot as l
    where l.sold_directly and l.has_rolls;
    analyze sample.planned_roll;
end
$$;
comment on function sample.plan_rolls() is
    'A lot without rolls gets one planned all the same: it stands for the metres of the lot.';
