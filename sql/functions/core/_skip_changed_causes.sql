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
    for v_rule in select distinct i.rule from ops._run_items(_skip_changed_causes.run) as i loop
        -- a cause may rest on other rows: they are looked at with it
        v_keys := array(
            select e.value from ops._run_items(run) as i cross join lateral jsonb_each_text(i.key) as e where i.rule = v_rule
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
                on i.rule = v_rule and i.subject = h.subject and i.key = h.key
            where h.cause is distinct from i.cause
        loop
            perform ops._skip(run, array[v_row."position"], 'stale', format('cause was %s and is now %s', v_row.planned, v_row.present));
        end loop;
    end loop;
end
$$;
comment on function ops._skip_changed_causes(bigint) is 'Marks rows as stale whose cause has changed since the plan, before any row of the run is touched.';
revoke all on function ops._skip_changed_causes(bigint) from public;
