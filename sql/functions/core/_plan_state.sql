-- Whether a proposed change enters a plan, or is left to a person, and why.
create or replace function ops._plan_state(plan bigint, rule text, subject text, key jsonb, action text, out state text, out note text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_hold ops.hold;
begin
    if action is null then
        state := 'decide';
        note := coalesce(
            (select string_agg(format('choice => %L: %s', c.choice, c.what), '; ' order by c.choice)
                from ops.rule_choice as c where c.rule = _plan_state.rule),
            'no change is known to be safe here; a person must look');
    elsif (select p.unattended from ops.plan as p where p.id = _plan_state.plan) then
        select h.* into v_hold
        from ops.hold as h
        where h.rule = _plan_state.rule and h.subject = _plan_state.subject and h.key = _plan_state.key and h.released_at is null;
        state := case when found then 'held' else 'planned' end;
        note := case when found
            then format('undone by run %s; release it with ops.release_hold(%s, ''why'')', v_hold.run, v_hold.id) end;
    else
        state := 'planned';
    end if;
end
$$;
comment on function ops._plan_state(bigint, text, text, jsonb, text) is 'planned; decide with what each choice does; or held, when a person has undone it and a job asks.';
revoke all on function ops._plan_state(bigint, text, text, jsonb, text) from public;
