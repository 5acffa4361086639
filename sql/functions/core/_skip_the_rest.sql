-- Names the rows of a batch that were not changed: locked, gone, or no longer as planned.
create or replace function ops._skip_the_rest(
    run bigint, positions integer[], locked integer[], written integer[], wait boolean
)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_undo boolean := (select r.kind = 'undo' from ops.run as r where r.id = _skip_the_rest.run);
    v_unlocked integer[] := array(select p from unnest(positions) as p where not p = any (locked));
begin
    -- of changes that belong together none is made when one cannot be
    if cardinality(v_unlocked) > 0 and ops._is_together(run, positions[1]) then
        v_unlocked := positions;
    end if;
    perform ops._skip(run, v_unlocked,
        case when not wait then 'busy' when v_undo then 'conflict' else 'stale' end,
        case when wait then 'the row no longer exists' else 'locked by another session' end);
    perform ops._skip(run, array(select p from unnest(positions) as p where not p = any (v_unlocked) and not p = any (written)),
        case when v_undo then 'conflict' else 'stale' end,
        case when v_undo then 'changed since the run; not overwritten' else 'changed since the plan; make a new plan' end);
end
$$;
comment on function ops._skip_the_rest(bigint, integer[], integer[], integer[], boolean) is 'Records busy, stale or conflict for the positions of a batch that were not changed.';
revoke all on function ops._skip_the_rest(bigint, integer[], integer[], integer[], boolean) from public;
