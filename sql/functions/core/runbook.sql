-- The runbook's steps for an area, with the call that serves each.
create or replace function ops.runbook(area text)
returns setof ops.explanation
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_book jsonb;
begin
    perform ops._require_area(area);
    execute format('select ops.%I()', 'runbook_' || area) into v_book;
    return query
        select p.phase, coalesce(s.step ->> 'step', ''), s.step ->> 'line', coalesce(s.step ->> 'call', 'by hand: ' || (s.step ->> 'manual'))
        from (values (1, 'detect'), (2, 'respond'), (3, 'verify')) as p (place, phase)
        cross join lateral jsonb_array_elements(v_book -> p.phase) with ordinality as s (step, place)
        order by p.place, s.place;
    return query
        select 'team', t.item, t.notes, t.owner
        from (
            select 1 as place, 'area' as item, s.notes, s.owner from ops.area_setting as s where s.area = runbook.area
            union all
            select 2, s.rule, s.notes, s.owner from ops.rule_setting as s join ops.rule as r on r.name = s.rule where r.area = runbook.area
        ) as t
        where coalesce(t.notes, t.owner) is not null
        order by t.place, t.item;
end
$$;
comment on function ops.runbook(text) is 'topic: detect, respond or verify; item: step; value: the runbook''s line; note: the call, or what to do by hand. Then, as topic team, what the team wrote down. OP001 for an unknown area.';
revoke all on function ops.runbook(text) from public;
grant execute on function ops.runbook(text) to ops_reader;
