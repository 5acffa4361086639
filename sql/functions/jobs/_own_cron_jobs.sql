-- What pg_cron in this very database has that concerns us.
create or replace function ops._own_cron_jobs()
returns table (jobid bigint, name text, schedule text, command text, database text, username text, active boolean)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if to_regclass('cron.job') is null or not has_table_privilege('cron.job', 'select') then
        return;
    end if;
    return query execute format(
        'select j.jobid, j.jobname::text, j.schedule, j.command, j.database, j.username, j.active from %s.job as j '
        'where j.database = current_database() and (j.jobname like ''ops:%%'' or j.command ~ ''\mops\.tick\M'') '
        'order by j.jobid',
        to_regnamespace('cron'));
end
$$;
comment on function ops._own_cron_jobs() is 'Entries named ops:… or calling ops.tick for this database, as far as this role may see them; none where pg_cron is elsewhere.';
revoke all on function ops._own_cron_jobs() from public;
