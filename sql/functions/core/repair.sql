-- Plans the repair of an area, or plans and applies it in one transaction.
create or replace function ops.repair(
    area text, dry_run boolean default true, rule text default null, keys text[] default null,
    max_rows integer default 200, reason text default null
)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_made bigint;
    v_plan ops.plan;
    v_run bigint;
begin
    perform ops._require_repair(area, dry_run, rule, keys, max_rows, reason);
    if dry_run then
        v_made := ops._make_plan(area, rule, keys, max_rows, false);
        return query select c.* from ops.plan_rows(v_made) as c;
    else
        v_run := ops._repair_now(area, rule, keys, max_rows, reason);
        select r.plan into v_made from ops.run as r where r.id = v_run;
        return query
            select c.plan, c."position", c.rule, c.cause, c.message, c.subject, c.key, c.action,
                coalesce(o.before, c.before), coalesce(o.after, c.after), c.size,
                coalesce(o.state, c.state), coalesce(o.note, c.note)
            from ops.plan_rows(v_made) as c
            left join ops.run_rows(v_run) as o
                on o."position" = c."position"
            order by c."position";
    end if;
    select p.* into v_plan from ops.plan as p where p.id = v_made;
    raise notice '%', ops._plan_summary(v_plan, v_run);
end
$$;
comment on function ops.repair(text, boolean, text, text[], integer, text) is 'With dry_run (the default) stores a plan and returns its rows; with dry_run => false and a reason plans under the row locks and applies at once, at most cap_rows rows. OP001, OP002, OP003, OP004, OP005, OP009, OP010.';
revoke all on function ops.repair(text, boolean, text, text[], integer, text) from public;
grant execute on function ops.repair(text, boolean, text, text[], integer, text) to ops_operator;
