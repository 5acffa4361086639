-- The rows of other tables that the application's triggers change when a batch is written.
create or replace function ops._collateral_rows(run bigint, positions integer[])
returns table ("position" integer, relation text, key text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select distinct i."position", c.relation, k.key
    from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
    join ops.collateral as c
        on c.subject = i.subject
    left join lateral ops._row_images(i.subject, array[i.key_value]) as r
        on i.action <> 'insert'
    cross join lateral (values (r.image ->> c.key_column), (i.after ->> c.key_column)) as k (key)
    where i."position" = any (positions)
        and k.key is not null
        and to_regclass(c.relation) is not null
$$;
comment on function ops._collateral_rows(bigint, integer[]) is 'One row an item and row named by ops.collateral, where the row is now and where the change would put it.';
revoke all on function ops._collateral_rows(bigint, integer[]) from public;
