-- Removes what checks, jobs and messages left behind and is older than its setting says; ops.purge() does the journal.
create or replace function ops._purge()
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_old timestamptz := ops.now() - ops.setting('finding_age')::interval;
    v_runs integer;
    v_findings integer;
    v_plans integer;
begin
    delete from ops.job_run as r
    where r.ended_at < ops.now() - ops.setting('job_run_age')::interval
        and not exists (select from ops.job as j where j.run = r.id);
    get diagnostics v_runs = row_count;
    delete from ops.finding as f where f.resolved_at < v_old;
    get diagnostics v_findings = row_count;
    delete from ops.rule_total as t
    where t.checked_at < v_old and exists (select from ops.rule_total as n where n.rule = t.rule and n.at > t.at);
    delete from ops.silence as s where s.until < v_old;
    delete from ops.maintenance as m where m.until < v_old;
    delete from ops.maintenance_statement as c where c.ended_at < ops.now() - interval '90 days';
    delete from ops.outbox as o where o.state = 'sent' and o.sent_at < ops.now() - interval '30 days';
    delete from ops.outbox as o where o.state = 'dead' and o.created_at < v_old;
    delete from ops.nightly_evidence as e where e.night < v_old::date;
    delete from ops.daily_size as d where d.day < v_old::date;
    -- plans that a job made and nobody applied
    delete from ops.plan as p
    where p.unattended and p.created_at < ops.now() - interval '30 days'
        and not exists (select from ops.run as r where r.plan = p.id);
    get diagnostics v_plans = row_count;
    return format('removed %s runs of jobs, %s findings, %s plans%s', v_runs, v_findings, v_plans, ops._purge_cron());
end
$$;
comment on function ops._purge() is 'What was removed. What is open, the journal and applied plans stay.';
revoke all on function ops._purge() from public;
