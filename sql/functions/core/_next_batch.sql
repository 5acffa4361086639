-- The positions of a run's next batch: same rule, table, action and columns.
create or replace function ops._next_batch(run bigint)
returns integer[]
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with waiting as (
        select i."position",
            (i.rule, i.subject, i.action, (
                select string_agg(k, ',' order by k) from jsonb_object_keys(coalesce(i.after, i.before)) as k
            )) as kind
        from ops._run_items(run) as i
        join ops.run as r
            on r.id = _next_batch.run
        where i."position" > r.reached
            and not exists (select from ops.run_skip as s where s.run = _next_batch.run and s."position" = i."position")
        order by i."position"
        limit ops.setting('batch_rows')::integer
    ),
    different as (
        select min(w."position") as "position"
        from waiting as w
        where w.kind is distinct from (select f.kind from waiting as f order by f."position" limit 1)
    )
    select array_agg(w."position" order by w."position")
    from waiting as w
    cross join different as d
    where d."position" is null or w."position" < d."position"
$$;
comment on function ops._next_batch(bigint) is 'At most batch_rows positions after the last one reached; null when there are none.';
revoke all on function ops._next_batch(bigint) from public;
