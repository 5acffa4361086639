-- Random work of the application, each action in a transaction of its own.
create table sample.traffic_run (
    id bigint generated always as identity primary key,
    seed integer not null,
    actions integer not null,
    done integer not null,
    -- Nothing was found to do it to.
    idle integer not null,
    -- The application's own validators and constraints said no.
    refused integer not null,
    -- Two sessions drew the same document number, or met in a deadlock or at a lock.
    collided integer not null,
    slowest interval not null,
    started_at timestamptz not null,
    ended_at timestamptz not null default clock_timestamp()
);

create procedure sample.traffic(
    actions integer,
    seed integer default 1,
    broken boolean default false
)
language plpgsql
as $$
declare
    kinds constant text[] := array[
        'reserve', 'reserve', 'reserve', 'reserve', 'edit', 'edit', 'cancel', 'release', 'convert',
        'receive', 'fulfil', 'convert'
    ];
    salt constant text := 'traffic:' || seed;
    tally integer[] := array[0, 0, 0, 0];
    began constant timestamptz := clock_timestamp();
    turn_began timestamptz;
    outcome integer;
    slowest interval := '0';
begin
    for turn in 1..actions loop
        turn_began := clock_timestamp();
        begin
            outcome := case
                when sample.step(
                    kinds[1 + floor(12 * sample.draw(salt || 'kind', turn))::integer],
                    sample.id(salt, turn), sample.draw(salt || 'luck', turn), broken
                ) then 1
                else 2
            end;
        exception
            when raise_exception or check_violation or invalid_text_representation then
                outcome := 3;
            when unique_violation or deadlock_detected or lock_not_available then
                outcome := 4;
        end;
        commit;
        tally[outcome] := tally[outcome] + 1;
        slowest := greatest(slowest, clock_timestamp() - turn_began);
    end loop;
    insert into sample.traffic_run (
        seed, actions, done, idle, refused, collided, slowest, started_at
    )
    values (seed, actions, tally[1], tally[2], tally[3], tally[4], slowest, began);
    commit;
end
$$;
comment on procedure sample.traffic(integer, integer, boolean) is
    'Leaves sound data sound. Rows recorded as broken are left alone unless broken is true.';
