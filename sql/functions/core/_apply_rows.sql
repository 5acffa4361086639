-- Changes one batch: locks the rows, looks again in a new statement, writes what is still so,
-- journals it, and proves that the rule is satisfied.
create or replace function ops._apply_rows(run bigint, positions integer[], wait boolean)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_item record;
    v_keys text[];
    v_locked text[];
    v_changed text[];
begin
    select i.subject, i.rule, i.action, array_agg(i."position" order by i."position") as positions,
        array_agg(i.key_value order by i."position") as keys,
        (array_agg(coalesce(i.after, i.before)))[1] as columns
    into v_item
    from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
    where i."position" = any (positions)
    group by i.subject, i.rule, i.action;
    v_locked := case when v_item.action = 'insert' then v_item.keys else ops._lock_rows(v_item.subject, v_item.keys, wait) end;
    -- a new statement: read committed now sees all that was committed before the locks
    v_keys := ops._still_due(run, positions, v_item.rule, v_locked);
    v_changed := ops._write_rows(run, positions, v_item.subject, v_item.action,
        array(select k from jsonb_object_keys(v_item.columns) as k order by k), v_keys);
    perform ops._prove_rule(run, positions, v_item.rule, v_changed);
    delete from ops.run_skip as s
    where s.run = _apply_rows.run
        and s."position" = any (select v_item.positions[p] from unnest(v_item.keys) with ordinality as k (key, p) where k.key = any (v_changed));
    perform ops._skip_the_rest(run, v_item.positions, v_item.keys, v_locked, v_changed, wait);
end
$$;
comment on function ops._apply_rows(bigint, integer[], boolean) is 'One batch of items of the same rule, table, action and columns. Raises 55P03 when waiting for a lock took too long.';
revoke all on function ops._apply_rows(bigint, integer[], boolean) from public;
