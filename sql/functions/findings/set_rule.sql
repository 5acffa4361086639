-- Changes what the team has set about a rule; no upgrade overwrites it.
create or replace function ops.set_rule(
    rule text, enabled boolean default null, severity text default null, thresholds jsonb default null,
    owner text default null, notes text default null
)
returns setof ops.explanation
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_unfit text;
begin
    perform ops._require_rule(rule);
    if severity is not null and not exists (select from ops.severity as s where s.level = set_rule.severity) then
        perform ops._fail('OP005', format('%L is no severity', severity), 'severities: P0, P1, P2, P3',
            'select * from ops.severity');
    end if;
    select t.key into v_unfit
    from jsonb_each(case when jsonb_typeof(thresholds) = 'object' then thresholds
        else jsonb_build_object('thresholds', thresholds) end) as t
    where thresholds is not null and jsonb_typeof(t.value) <> 'number'
    limit 1;
    if v_unfit is not null then
        perform ops._fail('OP005', format('threshold %s is not a number', v_unfit),
            'thresholds are an object of numbers: rows and metres, and what the rule''s page names',
            format('select * from ops.set_rule(%L, thresholds => ''{"rows": 5, "metres": 10}'')', rule));
    end if;
    insert into ops.rule_setting as s (rule, enabled, severity, thresholds, owner, notes, changed_at, changed_by)
    values (set_rule.rule, coalesce(set_rule.enabled, true), set_rule.severity, coalesce(set_rule.thresholds, '{}'),
        set_rule.owner, set_rule.notes, ops.now(), ops.actor())
    on conflict on constraint rule_setting_pkey do update
    set enabled = coalesce(set_rule.enabled, s.enabled), severity = coalesce(set_rule.severity, s.severity),
        thresholds = coalesce(set_rule.thresholds, s.thresholds), owner = coalesce(set_rule.owner, s.owner),
        notes = coalesce(set_rule.notes, s.notes), changed_at = excluded.changed_at, changed_by = excluded.changed_by;
    return query select p.* from ops.rule_page(set_rule.rule) as p;
end
$$;
comment on function ops.set_rule(text, boolean, text, jsonb, text, text) is 'What is null stays as it was. thresholds replace the ones before: an incident opens only above rows or metres. Returns the rule''s page. OP002, OP005.';
revoke all on function ops.set_rule(text, boolean, text, jsonb, text, text) from public;
grant execute on function ops.set_rule(text, boolean, text, jsonb, text, text) to ops_operator;
