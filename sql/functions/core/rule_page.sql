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
        select p.topic, p.item, p.value, p.note
        from ops.rule as r
        join ops.severity as s
            on s.level = r.severity
        left join ops.rule_setting as t
            on t.rule = r.name
        cross join lateral (
            values
                (1, 'rule', r.name, r.title, r.why),
                (2, 'severity', coalesce(t.severity, r.severity), s.title, format('as "%s"; answer within %s', r.example, s.response_time)),
                (3, 'repair', r.repair_class, case r.repair_class
                    when 'auto' then 'recomputed, provably safe'
                    when 'lock' then 'recomputed under a row lock'
                    when 'decide' then 'a person must choose'
                    else 'never changed by us' end,
                    (select string_agg(format('choice => %L: %s', c.choice, c.what), '; ' order by c.choice)
                        from ops.rule_choice as c where c.rule = r.name)),
                (4, 'reads', array_to_string(array(select k from jsonb_object_keys(r.reads) as k order by k), ', '),
                    ops._missing(r.reads), 'where one is absent the rule is skipped'),
                (5, 'causes', nullif(array_to_string(r.causes, ', '), ''), null, 'otherwise unknown or ambiguous'),
                (6, 'team', case when t.notes is null then t.owner else coalesce(t.owner, 'notes') end, t.notes, null)
        ) as p (place, topic, item, value, note)
        where r.name = rule_page.rule and p.item is not null
        order by p.place;
end
$$;
comment on function ops.rule_page(text) is 'Catalogue entry of one rule as a screen. OP002 for an unknown rule.';
revoke all on function ops.rule_page(text) from public;
grant execute on function ops.rule_page(text) to ops_reader;
