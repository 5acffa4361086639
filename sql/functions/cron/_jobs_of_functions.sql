-- Which active jobs of pg_cron call an edge function.
create or replace function ops._jobs_of_functions()
returns table (function text, job text, schedule text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if ops._missing('{"cron.job": ["jobid", "jobname", "schedule", "command", "active"]}') is not null then
        return;
    end if;
    -- dynamic: the extension's table need not be there when the function is looked at
    return query execute format($query$
        select distinct on (f.name) f.name, coalesce(j.jobname, j.jobid::text), j.schedule
        from ops.edge_functions() as f
        join %1$I.job as j
            on j.command ~ ('(^|[^a-z0-9_-])' || f.name || '($|[^a-z0-9_-])')
        where j.active
        -- of several the one that keeps the documented schedule
        order by f.name, j.schedule is distinct from f.cron, j.jobid
    $query$, to_regnamespace('cron'));
end
$$;
comment on function ops._jobs_of_functions() is
    'One row a function named in an active job''s command; none where pg_cron is absent.';
revoke all on function ops._jobs_of_functions() from public;
