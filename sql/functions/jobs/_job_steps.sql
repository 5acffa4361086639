-- The steps of a job: each is one short transaction.
create or replace function ops._job_steps(job ops.job)
returns text[]
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case (job).work
        when 'check' then array(
            select s.step
            from (
                select format('check %s %s', r.area, r.name) as step, a.place, 1 as turn, r.severity, r.name
                from unnest((job).argument) with ordinality as a (area, place)
                join ops.rule as r
                    on r.area = a.area
                union all
                select format('incidents %s %s', a.area, ops.setting('incident_severity')), a.place, 2, '', ''
                from unnest((job).argument) with ordinality as a (area, place)
            ) as s
            order by s.place, s.turn, s.severity, s.name
        )
        when 'incidents' then array['escalate', 'collect', 'send', 'maintenance']
        when 'call' then array(select 'call ' || f from unnest((job).argument) as f)
        when 'nightly' then array(
            select s.step
            from (
                select format('plan %s %s', r.area, r.name) as step, 1 as turn, r.area, r.severity, r.name
                from ops.rule as r
                where r.repair_class in ('auto', 'lock')
                union all
                select distinct 'rest ' || r.area, 2, r.area, '', ''
                from ops.rule as r
                where r.repair_class in ('auto', 'lock')
            ) as s
            order by s.turn, s.area, s.severity, s.name
        )
        else array[(job).work]
    end
$$;
comment on function ops._job_steps(ops.job) is 'One word a step and its arguments; steps may put others before those that are left.';
revoke all on function ops._job_steps(ops.job) from public;
