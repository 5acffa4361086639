-- The one line that ends a repair: what is planned or was done, and the next call.
create or replace function ops._plan_summary(plan ops.plan, run bigint)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when (plan).changes + (plan).left_alone = 0
            then format('plan %s: nothing to repair in %s', (plan).id, coalesce((plan).rule, (plan).area))
        when run is null then concat_ws(' · ',
            format('plan %s: %s change%s (%s m)', (plan).id, (plan).changes, case when (plan).changes <> 1 then 's' end,
                ops._metres((plan).size)),
            case when (plan).left_alone > 0 then format('%s left to a person', (plan).left_alone) end,
            ops._waiting((plan).waiting),
            'nothing changed yet',
            case when (plan).changes > 0
                then format('next: select * from ops.apply(%s, ''why'')', (plan).id)
                else format('next: select * from ops.plan_rows(%s)', (plan).id) end)
        else ops._run_summary(run)
    end
$$;
comment on function ops._plan_summary(ops.plan, bigint) is 'Changes, metres, rows left to a person, next call; of the run when there is one.';
revoke all on function ops._plan_summary(ops.plan, bigint) from public;
