-- The statements that schedule this database from the one that has pg_cron.
create or replace function ops.schedule_statements()
returns setof text
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select format('select cron.schedule_in_database(%L, %L, %L, %L, %L)', e.name, e.schedule, e.command,
        current_database(), current_user)
    from ops._cron_entries() as e
    where e.name not like '%:maintenance'
$$;
comment on function ops.schedule_statements() is 'One statement an entry, for a role that may call cron.schedule_in_database. The maintenance entry is not among them: from here it could not be filled.';
revoke all on function ops.schedule_statements() from public;
grant execute on function ops.schedule_statements() to ops_reader;
