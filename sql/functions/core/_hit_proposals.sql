-- The changes that mend some violations of one rule, by the rule's own way.
create or replace function ops._hit_proposals(rule text, choice text, hits ops.hit[])
returns setof ops.proposal
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
-- as for _rule_hits: all keys and a few do not share a plan
set plan_cache_mode = force_custom_plan
as $$
-- the function's name is a catalogue entry that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_rule ops.rule;
    v_choice ops.rule_choice;
    v_column text;
    v_changes text;
begin
    select r.* into strict v_rule from ops.rule as r where r.name = _hit_proposals.rule;
    select d.value_column into v_column from ops.derived_value as d where d.rule = _hit_proposals.rule;
    select c.* into v_choice from ops.rule_choice as c where c.rule = _hit_proposals.rule and c.choice = _hit_proposals.choice;
    if v_rule.repair_class = 'report' or (v_rule.repair_class = 'decide' and v_choice.rule is null) then
        return;
    end if;
    v_changes := coalesce(v_choice.changes, v_rule.changes);
    if v_changes is not null then
        return query execute format('select p.* from %s($1) as p', v_changes)
            using array(select ops._key_value(h.key) from unnest(hits) as h);
    elsif v_rule.repair_class = 'decide' and v_column is null then
        return query
            select h.key, h.subject, h.key, 'delete', null::jsonb, null::jsonb, null::text
            from unnest(hits) as h;
    elsif v_column is not null then
        return query
            select h.key, h.subject, h.key, 'update', jsonb_build_object(v_column, h.observed),
                jsonb_build_object(v_column, h.expected), null::text
            from unnest(hits) as h;
    else
        return query
            select h.key, h.subject, h.key, 'update', h.observed, h.expected, null::text
            from unnest(hits) as h
            where jsonb_typeof(h.expected) = 'object';
    end if;
end
$$;
comment on function ops._hit_proposals(text, text, ops.hit[]) is 'Proposals of the rule''s or the choice''s changes function; else: a derived value writes what should be, class auto and lock write expected over observed, a choice removes the row.';
revoke all on function ops._hit_proposals(text, text, ops.hit[]) from public;
