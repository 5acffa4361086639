-- Names the rows of a batch that were not changed: locked, gone, or no longer as planned.
create or replace function ops._skip_the_rest(
    run bigint, positions integer[], keys text[], locked text[], changed text[], wait boolean
)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_undo boolean := (select r.kind = 'undo' from ops.run as r where r.id = _skip_the_rest.run);
begin
    perform ops._skip(run, array(select positions[p] from unnest(keys) with ordinality as k (key, p)
            where not k.key = any (locked) and not wait),
        'busy', 'locked by another session');
    perform ops._skip(run, array(select positions[p] from unnest(keys) with ordinality as k (key, p)
            where not k.key = any (locked) and wait),
        case when v_undo then 'conflict' else 'stale' end, 'the row no longer exists');
    perform ops._skip(run, array(select positions[p] from unnest(keys) with ordinality as k (key, p)
            where k.key = any (locked) and not k.key = any (changed)),
        case when v_undo then 'conflict' else 'stale' end,
        case when v_undo then 'changed since the run; not overwritten' else 'changed since the plan; make a new plan' end);
end
$$;
comment on function ops._skip_the_rest(bigint, integer[], text[], text[], text[], boolean) is 'Records busy, stale or conflict for the rows of a batch that were not changed.';
revoke all on function ops._skip_the_rest(bigint, integer[], text[], text[], text[], boolean) from public;
