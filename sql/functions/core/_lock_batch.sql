-- Locks the rows of a batch in key order, after the rows that the application's triggers will
-- change along with them, and says which positions it got.
create or replace function ops._lock_batch(run bigint, positions integer[], wait boolean)
returns integer[]
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_part record;
    v_got text[];
    v_lost integer[] := array[]::integer[];
begin
    for v_part in
        select 1 as turn, c.relation, array_agg(distinct c.key) as keys, null::integer as first
        from ops._collateral_rows(run, positions) as c
        group by c.relation
        union all
        select 2, i.subject, array_agg(distinct i.key_value), min(i."position")
        from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
        where i."position" = any (positions) and i.action <> 'insert'
        group by i.subject
        order by turn, first, relation
    loop
        v_got := ops._lock_rows(v_part.relation, v_part.keys, wait);
        if v_part.turn = 1 then
            -- a row that does not exist cannot be changed by a trigger either
            v_lost := v_lost || array(
                select c."position"
                from ops._collateral_rows(run, positions) as c
                join ops._row_images(v_part.relation, v_part.keys) as e
                    on e.key = c.key
                where c.relation = v_part.relation and not c.key = any (v_got)
            );
        else
            v_lost := v_lost || array(
                select i."position"
                from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
                where i."position" = any (positions) and i.subject = v_part.relation and i.action <> 'insert'
                    and not i.key_value = any (v_got)
            );
        end if;
    end loop;
    return array(select p from unnest(positions) as p where not p = any (v_lost) order by p);
end
$$;
comment on function ops._lock_batch(bigint, integer[], boolean) is 'Positions whose rows, and the rows their triggers touch, are locked FOR NO KEY UPDATE. Raises 55P03 with wait.';
revoke all on function ops._lock_batch(bigint, integer[], boolean) from public;
