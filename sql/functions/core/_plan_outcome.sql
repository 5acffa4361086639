-- The rows of a plan, with what became of each when it was applied.
create or replace function ops._plan_outcome(plan bigint, run bigint)
returns setof ops.planned_change
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if run is null then
        return query select c.* from ops.plan_rows(plan) as c;
    else
        return query
            select c.plan, c."position", c.rule, c.cause, c.message, c.subject, c.key, c.action,
                coalesce(o.before, c.before), coalesce(o.after, c.after), c.size,
                coalesce(o.state, c.state), coalesce(o.note, c.note)
            from ops.plan_rows(_plan_outcome.plan) as c
            left join ops.run_rows(_plan_outcome.run) as o
                on o."position" = c."position" and o.subject = c.subject
            order by c."position";
    end if;
end
$$;
comment on function ops._plan_outcome(bigint, bigint) is 'Planned changes; of a run their state is applied, stale, busy, held or refused. run null: not applied yet.';
revoke all on function ops._plan_outcome(bigint, bigint) from public;
