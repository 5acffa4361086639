-- The first positions between two that can be changed together.
create or replace function ops._batch_between(run bigint, low integer, high integer, max_rows integer)
returns integer[]
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with waiting as (
        select i."position",
            case
                when i.together is not null then (i.rule, 'together'::text, i.together)
                else (i.rule, i.subject || ' ' || i.action, (
                    select string_agg(k, ',' order by k) from jsonb_object_keys(coalesce(i.after, i.before)) as k
                ))
            end as kind,
            i.together
        from ops._run_items(run, low, high) as i
        where not exists (
            select from ops.run_skip as s where s.run = _batch_between.run and s."position" = i."position"
        )
    ),
    first as (
        select w.kind, w.together from waiting as w order by w."position" limit 1
    ),
    near as (
        select w."position", w.kind from waiting as w order by w."position" limit max_rows
    ),
    different as (
        select min(n."position") as "position"
        from near as n
        where n.kind is distinct from (select f.kind from first as f)
    )
    select case
        -- a group is taken whole, however large
        when f.together is not null then array(
            select w."position" from waiting as w where w.kind = f.kind order by w."position"
        )
        else array(
            select n."position"
            from near as n
            cross join different as d
            where d."position" is null or n."position" < d."position"
            order by n."position"
        )
    end
    from first as f
$$;
comment on function ops._batch_between(bigint, integer, integer, integer) is 'Positions of the same rule, table, action and columns, or one whole group, that were not skipped; null when there are none.';
revoke all on function ops._batch_between(bigint, integer, integer, integer) from public;
