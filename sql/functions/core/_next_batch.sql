-- The positions of a run's next batch: same rule, table, action and columns.
create or replace function ops._next_batch(run bigint)
returns integer[]
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows integer := ops.setting('batch_rows')::integer;
    v_low integer := (select r.reached + 1 from ops.run as r where r.id = _next_batch.run);
    v_batch integer[];
begin
    -- a window first: looking at all that is left for each batch would cost the square of it
    v_batch := ops._batch_between(run, v_low, v_low + 4 * v_rows, v_rows);
    return coalesce(v_batch, ops._batch_between(run, v_low, 2147483647, v_rows));
end
$$;
comment on function ops._next_batch(bigint) is 'At most batch_rows positions after the last one reached; null when there are none.';
revoke all on function ops._next_batch(bigint) from public;
