-- Whether unattended work is allowed in this very database.
create or replace function ops.armed()
returns setof ops.diagnosis
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select 'armed',
        case when a.only_row is null then 'info' when w.differs is null then 'ok' else 'warn' end,
        case
            when a.only_row is null then 'not armed: checks and repairs by hand work, nothing runs by itself'
            when w.differs is null then format('armed by %s on %s: %s', a.armed_by, to_char(a.armed_at, 'YYYY-MM-DD'), a.reason)
            else 'armed for another database, so not here: ' || w.differs
        end,
        case when a.only_row is null or w.differs is not null then 'select ops.arm(''why'')' end
    from (values (true)) as one (row)
    left join ops.arming as a
        on true
    cross join lateral (
        select nullif(concat_ws(', ',
            case when a.system_identifier <> s.system_identifier::text then 'system identifier differs' end,
            case when a.timeline <> c.timeline_id then format('timeline is %s, was %s', c.timeline_id, a.timeline) end,
            case when a.database_oid <> d.oid then 'database oid differs' end,
            case when a.database_name <> d.datname then format('database is %s, was %s', d.datname, a.database_name) end,
            case when exists (
                select from pg_stat_subscription as u join pg_database as b on b.datname = current_database() where u.pid is not null
            ) then 'this database is a logical subscriber' end
        ), '') as differs
        from pg_control_system() as s, pg_control_checkpoint() as c, pg_database as d
        where d.datname = current_database()
    ) as w
$$;
comment on function ops.armed() is 'One row: ok (armed here), info (never armed) or warn (armed for another database, as in a clone or after a restore).';
revoke all on function ops.armed() from public;
grant execute on function ops.armed() to ops_reader;
