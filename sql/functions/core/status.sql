-- How this installation stands: what may run by itself, what is planned, what was done.
create or replace function ops.status()
returns setof ops.diagnosis
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select 'version', 'info', ops.version(), null::text
    union all
    select a.item, a.state, a.detail, a.fix from ops.armed() as a
    union all
    select 'rules', case when count(*) filter (where s.state <> 'ready') > 0 then 'warn' else 'ok' end,
        format('%s ready, %s skipped, %s disabled', count(*) filter (where s.state = 'ready'),
            count(*) filter (where s.state = 'skipped'), count(*) filter (where s.state = 'disabled')),
        case when count(*) filter (where s.state <> 'ready') > 0 then 'select * from ops.coverage()' end
    from ops._rule_states() as s
    union all
    select 'unattended causes', 'info',
        coalesce((select string_agg(p.rule || ' ' || p.cause, ', ' order by p.rule, p.cause) from ops.promotion as p), 'none promoted'), null
    union all
    select 'newest plan', 'info', format('plan %s for %s: %s changes (%s m), %s ago', p.id, p.area, p.changes, ops._metres(p.size), ops.now() - p.created_at),
        format('select * from ops.plan_rows(%s)', p.id)
    from (select p.* from ops.plan as p order by p.id desc limit 1) as p
    union all
    select 'newest run', case r.state when 'done' then 'ok' else 'warn' end, ops._run_summary(r.id), format('select * from ops.run_rows(%s)', r.id)
    from (select r.* from ops.run as r order by r.id desc limit 1) as r
    union all
    select 'on hold', 'warn', format('%s rows were undone and are not repaired by jobs', count(*)), 'select * from ops.hold where released_at is null'
    from ops.hold as h
    where h.released_at is null
    having count(*) > 0
    union all
    select s.item, s.state, s.detail, s.fix from ops._incident_status() as s
$$;
comment on function ops.status() is 'One row a thing: version, arming, rules, promotions, newest plan and run, holds.';
revoke all on function ops.status() from public;
grant execute on function ops.status() to ops_reader;
