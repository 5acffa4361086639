-- Removes pg_cron's own history of our entries: it grows for ever otherwise.
create or replace function ops._purge_cron()
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows integer;
begin
    if to_regclass('cron.job_run_details') is null
        or not has_table_privilege('cron.job_run_details', 'delete') or not has_table_privilege('cron.job', 'select')
    then
        return null;
    end if;
    execute format('delete from %1$s.job_run_details as d using %1$s.job as j where j.jobid = d.jobid '
        'and j.jobname like $1 and d.end_time < now() - interval ''7 days''', to_regnamespace('cron'))
            using format('ops:%s:%%', current_database());
    get diagnostics v_rows = row_count;
    return format(', %s rows of pg_cron''s history', v_rows);
end
$$;
comment on function ops._purge_cron() is 'Rows older than 7 days, of our own entries only; null where pg_cron is in another database.';
revoke all on function ops._purge_cron() from public;
