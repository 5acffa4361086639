-- What keeps jobs from running and messages from arriving.
create or replace function ops._clock_diagnoses()
returns setof ops.diagnosis
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select 'schedule ' || s.item, s.state, s.detail, s.fix
    from ops.schedule_list() as s
    where s.state in ('warn', 'fail')
    union all
    select 'job ' || j.name, 'warn', concat_ws(': ', j.state, coalesce(j.stretched, j.note)),
        format('select * from ops.job_health where name = %L', j.name)
    from ops.job_health as j
    where j.state in ('overdue', 'failed', 'interrupted') or j.stretched is not null
    union all
    select 'contact ' || r.role, 'warn', 'nobody is named for this role: an escalation would reach nobody',
        format('select ops.set_contact(%L, ''name'', ''how to reach'')', r.role)
    from ops.contact_role as r
    where r.person is null
        -- only once somebody uses incidents: naming a role is the first thing then
        and (exists (select from ops.contact_role as n where n.person is not null) or exists (select from ops.incident))
    union all
    select 'messages', 'fail', format('%s given up, the last because: %s', count(*), max(o.last_error)),
        'select ops.retry_message(id) from ops.outbox where state = ''dead'''
    from ops.outbox as o
    where o.state = 'dead'
    having count(*) > 0
    union all
    select 'messages', 'warn', format('%s wait since %s', count(*), min(o.created_at)),
        'lotastro-ops schedule run, where the channel''s address is'
    from ops.outbox as o
    where o.state in ('waiting', 'sending') and o.created_at < ops.now() - interval '10 minutes'
    having count(*) > 0
$$;
comment on function ops._clock_diagnoses() is 'Rows for ops.doctor(): schedules that differ or are doubled, jobs that are not well, roles nobody fills, messages that do not arrive.';
revoke all on function ops._clock_diagnoses() from public;
