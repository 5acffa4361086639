-- The entries in pg_cron that are or should be ours, and what is wrong with each.
create or replace function ops._cron_own_jobs()
returns table (name text, jobid bigint, username text, wanted text, command text, cause text)
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    with own as materialized (
        select j.*, row_number() over (partition by j.name order by j.jobid) as turn
        from ops._cron_jobs() as j
        where starts_with(j.name, format('ops:%s:', current_database()::text))
    ),
    made as (
        select format('ops:%s:%s', current_database()::text, m.word) as name, m.wanted
        -- the slot for maintenance is rewritten by the tick, and what nightly does may grow
        from (values ('tick', 'call ops.tick()'), ('nightly', null), ('maintenance', null)) as m (word, wanted)
    )
    select coalesce(o.name, m.name), o.jobid, o.username, m.wanted, o.command,
        case
            when o.jobid is null then 'missing'
            when o.turn > 1 then 'doubled'
            when o.name ~ ':run:\d+$' then case when o.begun_at is not null or o.known_since is not null
                then 'left_over' end
            when o.database <> current_database()::text then 'edited'
            when regexp_replace(lower(btrim(o.command, E' ;\n')), '\s+', ' ', 'g') <> m.wanted then 'edited'
            when not o.active and m.name is not null and m.name !~ ':maintenance$' then 'switched_off'
        end
    from own as o
    full join made as m
        on m.name = o.name
    where o.jobid is not null
        or exists (select from own as a join made as b on b.name = a.name)
$$;
comment on function ops._cron_own_jobs() is
    'One row an entry; cause is null where nothing is wrong. Without any of ours nothing is missing: schedules are '
    'optional.';
revoke all on function ops._cron_own_jobs() from public;
