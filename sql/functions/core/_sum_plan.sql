-- Counts what a plan would change.
create or replace function ops._sum_plan(plan bigint)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    update ops.plan as p
    set changes = c.changes, left_alone = c.left_alone, size = c.size
    from (
        select count(*) filter (where c.state = 'planned') as changes,
            count(*) filter (where c.state <> 'planned') as left_alone,
            coalesce(sum(c.size) filter (where c.state = 'planned'), 0) as size
        from ops.plan_change as c
        where c.plan = _sum_plan.plan
    ) as c
    where p.id = _sum_plan.plan
$$;
comment on function ops._sum_plan(bigint) is 'Writes changes, rows left to a person and metres into ops.plan.';
revoke all on function ops._sum_plan(bigint) from public;
