-- What the stored values of an area are held to, and how far that is carried out.
create or replace function ops.policy(area text)
returns setof ops.explanation
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_area(area);
    return query
        select 'policy', area, ops._policy_of(area), coalesce(
            (select format('since %s, by %s: %s', p.since, p.actor, p.reason) from ops.policy as p where p.area = policy.area),
            'the default: every line counts, as the application''s own triggers count');
    if area = 'reservations' then
        return query select 'guard', 'triggers', case when exists (select from ops.guard_trigger) then 'in place' else 'absent' end,
            (select string_agg(g.trigger, ', ' order by g.trigger) || ' disabled' from ops.guard_trigger as g);
        return query select 'guard', 'reservations that do not count', count(*)::text, null::text from ops.uncounted_reservation;
    end if;
    return query
        select 'decision', d.rule || ' ' || d.cause, d.choice, format('by %s: %s', d.actor, d.reason)
        from ops.decision as d
        join ops.rule as r
            on r.name = d.rule
        where r.area = policy.area
        order by d.rule, d.cause;
end
$$;
comment on function ops.policy(text) is 'Policy in force, triggers of the guard, standing decisions. OP001 for an unknown area.';
revoke all on function ops.policy(text) from public;
grant execute on function ops.policy(text) to ops_reader;
