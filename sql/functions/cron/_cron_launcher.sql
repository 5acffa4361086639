-- Whether pg_cron's launcher runs, and since when.
create or replace function ops._cron_launcher()
returns table (started timestamptz, server_started timestamptz, jobs bigint)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- on a standby it waits until the standby is promoted
    -- dynamic: the extension's tables need not be there when the function is looked at
    return query execute format($query$
        select (select min(s.backend_start) from ops.sessions() as s where s.application = 'pg_cron scheduler'),
            pg_postmaster_start_time(), (select count(*) from %1$I.job as j where j.active)
        where not pg_is_in_recovery()
        $query$, to_regnamespace('cron'));
end
$$;
comment on function ops._cron_launcher() is 'One row, none on a standby; started is null when it does not run.';
revoke all on function ops._cron_launcher() from public;
