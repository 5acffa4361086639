-- Refuses a plan that does not exist.
create or replace function ops._require_plan(plan bigint)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from ops.plan as p where p.id = _require_plan.plan) then
        perform ops._fail('OP006', format('there is no plan %s', coalesce(plan::text, 'null')),
            coalesce((select format('the newest plan is %s, for %s, made %s ago', p.id, p.area, ops.now() - p.created_at)
                from ops.plan as p order by p.id desc limit 1), 'no plan was ever made here'),
            'select * from ops.repair_reservations() makes one');
    end if;
end
$$;
comment on function ops._require_plan(bigint) is 'Raises OP006 unless the plan exists.';
revoke all on function ops._require_plan(bigint) from public;
