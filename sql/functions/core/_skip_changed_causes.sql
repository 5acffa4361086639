-- Leaves alone the rows whose cause is another than when they were planned.
create or replace function ops._skip_changed_causes(run bigint)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rule text;
    v_keys text[];
    v_row record;
begin
    for v_rule in
        select distinct i.rule
        from ops._run_items(_skip_changed_causes.run) as i
        join ops.rule as r
            on r.name = i.rule
    loop
        -- a cause may rest on other rows: they are looked at with it
        v_keys := array(
            select i.about from ops._run_items(run) as i where i.rule = v_rule
            union
            select w.value
            from ops.run as r
            join ops.plan_change as c
                on c.plan = r.plan and c.rule = v_rule
            cross join lateral jsonb_array_elements_text(c.detail -> 'with') as w
            where r.id = _skip_changed_causes.run
        );
        for v_row in
            select i."position", i.cause as planned, h.cause as present
            from ops._rule_hits(v_rule, v_keys) as h
            join ops._run_items(run) as i
                on i.rule = v_rule and i.about = ops._key_value(h.key)
            where h.cause is distinct from i.cause
        loop
            perform ops._skip(run, array[v_row."position"], 'stale',
                format('cause was %s and is now %s', coalesce(v_row.planned, 'none'), coalesce(v_row.present, 'none')));
        end loop;
    end loop;
end
$$;
comment on function ops._skip_changed_causes(bigint) is 'Marks rows as stale whose cause has changed since the plan, before any row of the run is touched.';
revoke all on function ops._skip_changed_causes(bigint) from public;
