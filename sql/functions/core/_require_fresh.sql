-- Refuses a plan that is too old, was applied before, or has nothing to do.
create or replace function ops._require_fresh(made ops.plan)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_again text := format('select * from ops.repair(%L)', (made).area);
    v_run ops.run;
begin
    select r.* into v_run from ops.run as r where r.plan = (made).id and r.state <> 'refused' order by r.id desc limit 1;
    if found then
        perform ops._fail('OP008', format('plan %s was applied before', (made).id),
            format('run %s applied %s of its %s rows and is %s', v_run.id, v_run.done, v_run.planned, v_run.state), v_again);
    elsif (made).changes = 0 then
        perform ops._fail('OP008', format('plan %s changes nothing', (made).id),
            format('%s rows are left to a person', (made).left_alone), format('select * from ops.plan_rows(%s)', (made).id));
    elsif ops.now() - (made).created_at > ops.setting('plan_max_age')::interval then
        perform ops._fail('OP008', format('plan %s is too old', (made).id),
            format('it was made %s ago; plan_max_age is %s', ops.now() - (made).created_at, ops.setting('plan_max_age')), v_again);
    end if;
end
$$;
comment on function ops._require_fresh(ops.plan) is 'Raises OP008 for a plan applied before, empty, or older than plan_max_age.';
revoke all on function ops._require_fresh(ops.plan) from public;
