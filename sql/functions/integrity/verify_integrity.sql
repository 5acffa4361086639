-- Whether stored data is sound again (runbook 8, resolution verification).
create or replace function ops.verify_integrity()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_rows ops.violation[] := array(
        select v from ops._rule_states('integrity') as s cross join lateral ops._run_rule(s, null) as v
    );
    v_before constant ops.baseline := ops._baseline('integrity', 'broken rows');
begin
    return query
        with part as (
            select p.place, p.step, p.audit,
                count(v.rule) filter (where v.status = 'violation') as broken,
                coalesce(sum(v.size) filter (where v.status = 'violation'), 0) as metres,
                array_agg(distinct v.rule order by v.rule) filter (where v.status = 'violation') as rules,
                array_agg(distinct v.rule order by v.rule) filter (where v.status = 'unknown') as unknown,
                exists (
                    select from ops._rule_states('integrity') as s
                    where s.state = 'ready' and s.rule like 'audit\_%' = p.audit and s.rule not like 'audit\_seals\_%'
                ) as ran
            from (values (1, 'Data integrity checks pass', false), (2, 'Audit trail is consistent', true)) as p (place, step, audit)
            left join unnest(v_rows) as v
                on v.rule like 'audit\_%' = p.audit
            group by p.place, p.step, p.audit
        )
        select p.step,
            case when p.broken > 0 then 'failed' when cardinality(p.unknown) > 0 or not p.ran then 'unknown' else 'passed' end,
            case
                when p.broken > 0
                    then format('%s rows are broken by %s rules%s', p.broken, cardinality(p.rules),
                        ', ' || ops._metres(nullif(p.metres, 0)) || ' m')
                when cardinality(p.unknown) > 0
                    then format('%s rules could not run: %s', cardinality(p.unknown), array_to_string(p.unknown, ', '))
                when not p.ran then 'no rule could run here'
                else 'every rule that could run is silent'
            end,
            jsonb_build_object('rows', p.broken, 'metres', p.metres, 'rules', to_jsonb(coalesce(p.rules, '{}')),
                'unknown', to_jsonb(coalesce(p.unknown, '{}'))),
            case
                when p.broken > 0 and p.audit then 'select * from ops.check_audit()'
                when p.broken > 0 then 'select * from ops.repair_integrity()'
                when cardinality(p.unknown) > 0 then 'select * from ops.doctor()'
                when not p.ran then 'select * from ops.coverage(''integrity'')'
            end
        from part as p
        order by p.place;
    return query
        select 'Broken rows against the baseline',
            case when v_before.id is null then 'unknown' when n.rows < v_before.value or n.rows = 0 then 'passed' else 'failed' end,
            case when v_before.id is null then format('%s now; no baseline was taken', n.rows)
                else format('%s now, %s on %s', n.rows, v_before.value,
                    ops._moment(v_before.taken_at, (select ops.setting('time_zone')))) end,
            jsonb_build_object('now', n.rows, 'before', v_before.value),
            case when v_before.id is null then 'select * from ops.take_baseline(''integrity'', ''why'')'
                when n.rows > 0 then 'select * from ops.scope(''integrity'')' end
        from (select count(*) as rows from unnest(v_rows) as v where v.status = 'violation') as n;
    return query
        select 'Audit log and journal are as sealed', v.* from ops._verify_seals_line() as v;
    return query
        select 'Users confirm data correctness', 'manual',
            'a named person opens the lots and orders that were repaired, and says that they are right', null::jsonb,
            'name and time into the incident; what was changed: select * from ops.recent_run';
end
$$;
comment on function ops.verify_integrity() is 'Five lines: the area''s rules, those over the audit log, broken rows against the newest baseline, the seals, and the confirmation that only a person can give.';
revoke all on function ops.verify_integrity() from public;
grant execute on function ops.verify_integrity() to ops_reader;
