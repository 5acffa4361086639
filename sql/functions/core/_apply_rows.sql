-- Changes one batch: locks the rows, looks again in a new statement, writes what is still so,
-- journals it, and proves that the rule is satisfied.
create or replace function ops._apply_rows(run bigint, positions integer[], wait boolean)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_locked integer[] := ops._lock_batch(run, positions, wait);
    -- new statements from here: read committed now sees all that was committed before the locks
    v_due integer[] := ops._still_due(run, v_locked);
    v_aside jsonb := ops._collateral_images(run, v_due);
    v_written integer[] := array[]::integer[];
    v_room jsonb := ops._room_needed(run, v_due);
    v_part record;
begin
    if ops._is_together(run, positions[1]) and v_due <> positions then
        v_due := array[]::integer[];
    end if;
    perform ops._move_counters(v_room, -1);
    for v_part in
        select i.subject, i.action, c.columns, array_agg(i."position" order by i."position") as positions
        from ops._run_items(run, v_due[1], v_due[cardinality(v_due)]) as i
        cross join lateral (
            select array(select k from jsonb_object_keys(coalesce(i.after, i.before)) as k order by k) as columns
        ) as c
        where i."position" = any (v_due)
        group by i.subject, i.action, c.columns
        order by min(i."position")
    loop
        v_written := v_written || ops._write_rows(run, v_part.positions, v_part.subject, v_part.action, v_part.columns);
    end loop;
    if ops._is_together(run, positions[1]) and cardinality(v_written) <> cardinality(v_due) then
        perform ops._fail('OP019', 'rows that are changed together have changed since',
            format('%s of %s are still as planned', cardinality(v_written), cardinality(v_due)), 'make a new plan');
    end if;
    perform ops._move_counters(v_room, 1);
    perform ops._return_collateral(run, v_aside, v_written);
    perform ops._note_collateral(run, v_aside, v_written);
    perform ops._copy_to_audit(run, v_written);
    perform ops._prove_rule(run, v_written);
    delete from ops.run_skip as s where s.run = _apply_rows.run and s."position" = any (v_written);
    perform ops._skip_the_rest(run, positions, v_locked, v_written, wait);
end
$$;
comment on function ops._apply_rows(bigint, integer[], boolean) is 'One batch: items of the same rule, table, action and columns, or one group of changes that belong together. Raises 55P03 when waiting for a lock took too long, OP019 when a group is no longer whole.';
revoke all on function ops._apply_rows(bigint, integer[], boolean) from public;
