-- What was broken, how, and what it must look like: the record every rule is scored against.
create table sample.breakage (
    id bigint generated always as identity primary key,
    mechanism text not null,
    -- The rule that must speak; null where the package has none for it yet.
    rule text,
    subject text not null,
    key text not null,
    -- For a stored counter: how far this breakage moved it away from what it counts.
    drift numeric,
    -- The value the counter was left at, as read back at once.
    left_at numeric,
    cause text,
    at timestamptz not null default clock_timestamp()
);
create index breakage_key_idx on sample.breakage (key);
comment on table sample.breakage is 'One row for each thing broken; drifts on one key add up.';

-- Each breakage names itself here. Those that need whole reservations take the first turns:
-- later ones leave fewer of them untouched.
create table sample.mechanism (
    name text primary key,
    turn integer not null
);

-- Everything a breakage laid hands on, so that the next one and the traffic leave it alone.
create table sample.touched (
    key uuid primary key
);

create function sample.touch(variadic keys uuid[])
returns void
language sql
volatile
as $$
    insert into sample.touched (key)
    select distinct k from unnest(keys) as k where k is not null
    on conflict do nothing
$$;

create function sample.touch_reservation(reservation uuid)
returns void
language sql
volatile
as $$
    select sample.touch(variadic array_agg(k.key))
    from (
        select reservation as key
        union all
        select coalesce(n.lot_id, n.incoming_stock_id)
        from public.reservation_lines as n
        where n.reservation_id = reservation
    ) as k
$$;

create function sample.counter(subject text, key uuid)
returns numeric
language sql
stable
as $$
    select l.reserved_meters
    from public.lots as l
    where subject = 'public.lots' and l.id = key
    union all
    select i.reserved_meters
    from public.incoming_stock as i
    where subject = 'public.incoming_stock' and i.id = key
$$;

-- A drift is what was done, never a sum over the lines: the check must not be its own judge.
create function sample.record_drift(
    mechanism text,
    subject text,
    key uuid,
    drift numeric,
    cause text
)
returns void
language sql
volatile
as $$
    insert into sample.breakage (mechanism, rule, subject, key, drift, left_at, cause)
    values (
        mechanism,
        case subject when 'public.lots' then 'lot' else 'incoming' end || '_reserved_meters',
        subject, key::text, drift, sample.counter(subject, key), cause
    );
    select sample.touch(key)
$$;

create function sample.record_row(
    mechanism text,
    rule text,
    subject text,
    key uuid,
    cause text default null
)
returns void
language sql
volatile
as $$
    insert into sample.breakage (mechanism, rule, subject, key, cause)
    values (mechanism, rule, subject, key::text, cause);
    select sample.touch(key)
$$;

create function sample.record_stale_lines(mechanism text, reservation uuid, cause text default null)
returns void
language sql
volatile
as $$
    select sample.record_row(
        mechanism, 'stale_reservation_lines', 'public.reservation_lines', n.id,
        record_stale_lines.cause
    )
    from public.reservation_lines as n
    where n.reservation_id = reservation
    order by n.id;
    select sample.touch_reservation(reservation)
$$;

create function sample.report_shortage(mechanism text, wanted integer, broken integer)
returns integer
language plpgsql
volatile
as $$
begin
    if broken < wanted then
        raise warning 'sample: % broke % of % wanted: too little data for more',
            mechanism, broken, wanted;
    end if;
    return broken;
end
$$;
