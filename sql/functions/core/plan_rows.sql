-- The rows of a plan.
create or replace function ops.plan_rows(plan bigint)
returns setof ops.planned_change
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_plan(plan);
    return query
        select c.plan, c."position", c.rule, c.cause, c.message, c.subject, c.key, c.action, c.before, c.after,
            c.size, c.state, c.note
        from ops.plan_change as c
        where c.plan = plan_rows.plan
        order by c."position";
end
$$;
comment on function ops.plan_rows(bigint) is 'Planned changes and the rows left to a person, in the order of applying. OP006 for an unknown plan.';
revoke all on function ops.plan_rows(bigint) from public;
grant execute on function ops.plan_rows(bigint) to ops_reader;
