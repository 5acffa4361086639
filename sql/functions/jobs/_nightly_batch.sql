-- Does one batch of a nightly repair; after the last one the rules are asked again.
create or replace function ops._nightly_batch(run bigint, repair bigint)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_summary text;
begin
    if (ops._more_batches(repair) and ops._do_batch(repair)) then
        perform ops._push_steps(run, 'batch ' || repair);
        return null;
    end if;
    v_summary := ops._end_run(repair);
    update ops.nightly_evidence as e
    set applied = e.applied + c.rows
    from (
        select k.rule, coalesce(k.cause, 'any') as cause, count(*) as rows
        from ops.change as k
        where k.run = repair and k.caused_by is null
        group by 1, 2
    ) as c
    where e.night = ops.today() and e.rule = c.rule and e.cause = c.cause;
    perform ops._push_steps(run, variadic array(
        select format('check %s %s', r.area, c.rule)
        from (select distinct k.rule from ops.change as k where k.run = repair) as c
        join ops.rule as r
            on r.name = c.rule
        order by c.rule
    ));
    return v_summary;
end
$$;
comment on function ops._nightly_batch(bigint, bigint) is 'Null while there is more, else the summary of the run.';
revoke all on function ops._nightly_batch(bigint, bigint) from public;
