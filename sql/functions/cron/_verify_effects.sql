-- Whether the effects of scheduled work are fresh, by the rules of this area that look at the application's tables.
create or replace function ops._verify_effects()
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'Expected side effects occur',
            case when count(*) filter (where v.status = 'violation') > 0 then 'failed'
                when count(*) filter (where v.status in ('unknown', 'skipped')) > 0 then 'unknown' else 'passed' end,
            format('%s: %s', r.title, coalesce(min(v.message), 'nothing to report')),
            jsonb_build_object('rule', r.name, 'rows', count(v.rule)),
            case when count(v.rule) > 0 then format('select * from ops.check_rule(%L)', r.name) end
        from ops.rule as r
        cross join lateral (select s from ops._rule_states('cron') as s where s.rule = r.name) as t (state)
        left join lateral ops._run_rule(t.state, 200) as v
            on true
        where r.area = 'cron'
            and (r.name = 'overdue_effects' or exists (select from jsonb_object_keys(r.reads) as k
                where k like 'public.%'))
        group by r.name, r.title
        order by r.name;
    if not found then
        return query select 'Expected side effects occur', 'manual',
            'look at what the job leaves: mails, snapshots, forecasts',
            null::jsonb, 'select * from ops.runbook(''cron'')';
    end if;
end
$$;
comment on function ops._verify_effects() is 'One row a rule; one row manual where there is none.';
revoke all on function ops._verify_effects() from public;
