-- The first positions between two that can be changed together.
create or replace function ops._batch_between(run bigint, low integer, high integer, max_rows integer)
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
        from ops._run_items(run, low, high) as i
        where not exists (
            select from ops.run_skip as s where s.run = _batch_between.run and s."position" = i."position"
        )
        order by i."position"
        limit max_rows
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
comment on function ops._batch_between(bigint, integer, integer, integer) is 'Positions of the same rule, table, action and columns that were not skipped; null when there are none.';
revoke all on function ops._batch_between(bigint, integer, integer, integer) from public;
