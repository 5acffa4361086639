-- Starts one job of pg_cron now, without touching its schedule.
create or replace function ops.run_job(name text, reason text default null, dry_run boolean default true)
returns table (id bigint, job text, command text, due_at timestamptz, state text, note text)
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_job record;
    v_cron_job bigint;
begin
    if dry_run is null then
        perform ops._fail('OP005', 'dry_run cannot be null', 'true plans, false does it',
            format('select * from ops.run_job(%L)', name));
    end if;
    select j.* into v_job from ops._startable_job(name) as j;
    job := v_job.title;
    command := v_job.command;
    -- a date of its own, so that it runs once even if nobody ever asks for the result
    due_at := date_trunc('minute', clock_timestamp() + interval '75 seconds');
    state := 'planned';
    note := 'runs once, beside its schedule; what it does cannot be undone';
    if not dry_run then
        perform ops._require_reason(reason,
            format('select * from ops.run_job(%L, reason => ''why'', dry_run => false)', name));
        if ops.actor() like 'ops:%' then
            perform ops._require_armed();
        end if;
        insert into ops.job_start as s (job, command_md5, cron_job, due_at, asked_at, actor, reason)
        values (v_job.title, md5(v_job.command), 0, run_job.due_at, ops.now(), ops.actor(), btrim(reason))
        returning s.id into id;
        v_cron_job := ops._schedule_once(format('ops:%s:run:%s', current_database()::text, id), due_at, v_job.command);
        update ops.job_start as s set cron_job = v_cron_job where s.id = run_job.id;
        state := 'waiting';
        note := format('select * from ops.run_job_result(%s)', id);
    end if;
    return next;
end
$$;
comment on function ops.run_job(text, text, boolean) is
    'Plans, or with dry_run => false and a reason starts, one job within two minutes; ops.run_job_result(id) tells '
    'how it ended. OP003, OP004 while it runs, OP005, OP009, OP015.';
revoke all on function ops.run_job(text, text, boolean) from public;
grant execute on function ops.run_job(text, text, boolean) to ops_operator;
