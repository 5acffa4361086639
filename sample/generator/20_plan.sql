-- Decides, for one stretch of lots, everything that will be true of it, before a row is written.

-- Written anew for each stretch and never kept: no log is needed for them.
create unlogged table sample.planned_lot (
    n bigint primary key,
    id uuid not null,
    item integer not null,
    created_at timestamptz not null,
    has_rolls boolean not null,
    sold_directly boolean not null,
    -- What the incoming row numbered like the lot is: null where there is none.
    incoming_kind text
);

create unlogged table sample.planned_reservation (
    n bigint primary key,
    id uuid not null,
    -- active, open and fulfilled (both converted), released, canceled.
    kind text not null,
    created_at timestamptz not null,
    closed_at timestamptz not null,
    person integer not null
);

create unlogged table sample.planned_line (
    n bigint primary key,
    reservation_n bigint not null,
    lot_n bigint,
    incoming_n bigint,
    meters numeric(10, 2) not null,
    roll_position integer
);

create unlogged table sample.planned_roll (
    lot_n bigint not null,
    position integer not null,
    meters numeric(10, 2) not null,
    -- Null while it lies free: else the reservation (converted) or, negative, the direct sale.
    order_n bigint,
    fulfilled boolean not null default false,
    primary key (lot_n, position)
);

-- Every sixth day nothing arrives and nothing is announced, however large the stock: the log has no row
-- of such a day. What would fall on it was a day earlier.
create function sample.open_day(days_ago bigint)
returns bigint
language sql
immutable parallel safe
as $$
    select days_ago + (days_ago % 6 = 4)::integer
$$;

create function sample.plan_lots(first bigint, last bigint)
returns void
language plpgsql
volatile
as $$
declare
    lot_salt constant text := sample.salt('lot');
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into sample.planned_lot
    select
        n,
        sample.id(lot_salt, n),
        floor(288 * sample.draw(lot_salt || 'item', n))::integer,
        run.today + interval '9 hours'
        - interval '1 day' * sample.open_day(floor(65 + 800 * sample.draw(lot_salt || 'age', n))::bigint)
        + interval '1 second' * floor(30000 * sample.draw(lot_salt || 'time', n)),
        -- what was received came in rolls
        sample.draw(lot_salt || 'rolls', n) > 0.06 or n % 4 = 0 and sample.draw(lot_salt || 'incoming', n) >= 0.4,
        n % 10 = 3,
        case
            when n % 4 <> 0 then null
            when sample.draw(lot_salt || 'incoming', n) < 0.4 then 'pending'
            when sample.draw(lot_salt || 'incoming', n) < 0.6 then 'partial'
            else 'full'
        end
    from generate_series(first, last) as n;
    analyze sample.planned_lot;
end
$$;

create function sample.plan_reservations(first bigint, wanted bigint)
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('reservation');
    people constant integer := (select count(*) from sample.person);
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into sample.planned_reservation
    select
        n,
        sample.id(salt, n),
        k.kind,
        d.closed_at - interval '1 day' * floor(1 + 18 * sample.draw(salt || 'open for', n)),
        d.closed_at,
        -- Neither a warehouse hand: they may not reserve.
        4 * floor(people / 4 * sample.draw(salt || 'person', n))::integer
        + floor(3 * sample.draw(salt || 'role', n))::integer
    from generate_series(first, first + wanted - 1) as n
    cross join lateral (
        select (array[
            'active', 'active', 'active', 'active', 'active', 'active', 'open', 'fulfilled',
            'released', 'canceled'
        ])[1 + n % 10] as kind
    ) as k
    cross join lateral (
        select
            run.today + interval '9 hours'
            - interval '1 day' * case
                when k.kind in ('active', 'open')
                    then floor(1 + 5 * sample.draw(salt || 'closed', n))
                else floor(6 + 35 * sample.draw(salt || 'closed', n))
            end
            + interval '1 second' * floor(28000 * sample.draw(salt || 'time', n)) as closed_at
    ) as d;
    analyze sample.planned_reservation;
end
$$;
comment on function sample.plan_reservations(bigint, bigint) is
    'Of ten: six active, one converted and open, one fulfilled, one released, one canceled.';
