-- What a run tries once more, alone, after all else is done: the next row that was locked or failed.
create or replace function ops._next_busy(run bigint)
returns integer[]
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with next as (
        select s."position"
        from ops.run_skip as s
        join ops.run as r
            on r.id = s.run
        where s.run = _next_busy.run and s.state = 'busy' and s."position" > r.retried
        order by s."position"
        limit 1
    )
    select coalesce(
        (
            select array_agg(i."position" order by i."position")
            from ops._run_items(run) as i
            where i.together = (select w.together from ops._run_items(run, n."position", n."position") as w)
        ),
        array[n."position"]
    )
    from next as n
$$;
comment on function ops._next_busy(bigint) is 'One position, or the whole group it belongs to; null when none is left to retry.';
revoke all on function ops._next_busy(bigint) from public;
