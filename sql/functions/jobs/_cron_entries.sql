-- The three entries that pg_cron has for this database.
create or replace function ops._cron_entries()
returns table (name text, schedule text, command text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- pg_cron 1.4 knows no seconds; 31 February: the maintenance entry waits for the tick to fill it
    values
        (format('ops:%s:tick', current_database()), '* * * * *', 'call ops.tick()'),
        (format('ops:%s:nightly', current_database()), '*/5 * * * *', 'call ops.tick(''nightly'')'),
        (format('ops:%s:maintenance', current_database()), '0 0 31 2 *', 'select 1')
$$;
comment on function ops._cron_entries() is 'Name, schedule and command. The nightly entry looks every five minutes whether it is half past two in the configured zone.';
revoke all on function ops._cron_entries() from public;
