-- Those rows as they are before a batch is written.
create or replace function ops._collateral_images(run bigint, positions integer[])
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_agg(jsonb_build_object('positions', c.positions, 'relation', c.relation, 'key', c.key, 'image', e.image))
    from (
        select r.relation, r.key, array_agg(r."position") as positions
        from ops._collateral_rows(run, positions) as r
        group by r.relation, r.key
    ) as c
    cross join lateral ops._row_images(c.relation, array[c.key]) as e
$$;
comment on function ops._collateral_images(bigint, integer[]) is 'Array of positions, relation, key and image, one a row; null when there is none.';
revoke all on function ops._collateral_images(bigint, integer[]) from public;
