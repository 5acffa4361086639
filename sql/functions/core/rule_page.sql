-- What a rule means, why it matters and what can be done.
create or replace function ops.rule_page(rule text)
returns setof ops.explanation
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_rule(rule);
    return query
        with page as (
            select r.*, coalesce(t.severity, r.severity) as level, t.owner, t.notes,
                case when r.repair_class <> 'report' then format('select * from ops.repair_%s(rule => %L', r.area, r.name) end as plan
            from ops.rule as r
            left join ops.rule_setting as t
                on t.rule = r.name
            where r.name = rule_page.rule
        )
        select w.topic, w.item, w.value, w.note
        from page as p
        join ops.severity as s
            on s.level = p.level
        cross join lateral (
            select 1 as place, 1::bigint as nth, 'rule' as topic, p.name as item, p.title as value, p.why as note
            union all
            select 2, 1, 'severity', p.level, s.title, format('as "%s"; answer within %s', p.example, s.response_time)
            union all
            select 3, 1, 'repair', p.repair_class, case p.repair_class
                when 'auto' then 'recomputed, provably safe'
                when 'lock' then 'recomputed under a row lock'
                when 'decide' then 'a person must choose'
                else 'never changed by us' end, null
            union all
            select 4, row_number() over (order by c.choice), 'choice', c.choice, c.what, p.plan || format(', choice => %L)', c.choice)
            from ops.rule_choice as c
            where c.rule = p.name
            union all
            select 5, a.nth, 'what to do', null, a.line, null
            from jsonb_array_elements_text(ops._rule_advice() -> p.name) with ordinality as a (line, nth)
            union all
            select 6, 1, 'next', 'all rows', format('select * from ops.check_rule(%L, max_rows => null)', p.name), null
            union all
            select 6, 2, 'next', 'plan', p.plan || ')', 'changes nothing'
            where p.plan is not null
            union all
            select 7, c.nth, 'cause', c.cause, null, case when c.nth = 1 then 'otherwise unknown or ambiguous' end
            from unnest(p.causes) with ordinality as c (cause, nth)
            union all
            select 8, row_number() over (order by d.relation), 'reads', d.relation, array_to_string(array(
                    select jsonb_array_elements_text(p.reads -> d.relation)), ', '),
                ops._missing(jsonb_build_object(d.relation, p.reads -> d.relation)) || ': the rule is skipped'
            from jsonb_object_keys(p.reads) as d (relation)
            union all
            select 9, 1, 'team', coalesce(p.owner, 'notes'), p.notes, null
            where p.owner is not null or p.notes is not null
        ) as w
        order by w.place, w.nth;
end
$$;
comment on function ops.rule_page(text) is 'One rule as a screen: what it means, what a person does, the next calls, causes, what it reads. OP002 for an unknown rule.';
revoke all on function ops.rule_page(text) from public;
grant execute on function ops.rule_page(text) to ops_reader;
