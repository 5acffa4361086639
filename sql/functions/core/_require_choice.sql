-- Refuses a choice that a rule does not offer.
create or replace function ops._require_choice(area text, rule text, choice text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_offered text;
begin
    if choice is null then
        return;
    elsif rule is null then
        perform ops._fail('OP005', 'a choice needs a rule', 'each rule offers choices of its own',
            format('select rule, choice, what from ops.rule_choice  -- then ops.repair(%L, rule => …, choice => …)', area));
    end if;
    if not exists (select from ops.rule_choice as c where c.rule = _require_choice.rule and c.choice = _require_choice.choice) then
        select string_agg(format('%s: %s', c.choice, c.what), '; ' order by c.choice) into v_offered
        from ops.rule_choice as c
        where c.rule = _require_choice.rule;
        perform ops._fail('OP005', format('rule %s offers no choice %s', rule, quote_literal(choice)),
            coalesce('it offers ' || v_offered, 'its repair needs no choice'),
            format('select * from ops.rule_page(%L)', rule));
    end if;
end
$$;
comment on function ops._require_choice(text, text, text) is 'Raises OP005, with the choices there are, unless choice is null or one of the rule''s.';
revoke all on function ops._require_choice(text, text, text) from public;
