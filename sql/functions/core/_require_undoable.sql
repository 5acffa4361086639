-- Refuses to undo what was undone, or what changed nothing.
create or replace function ops._require_undoable(done ops.run)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_open bigint;
    v_changes bigint;
    v_undo bigint;
begin
    select count(*), count(*) filter (where not exists (select from ops.change as u where u.undoes = c.id))
    into v_changes, v_open
    from ops.change as c
    where c.run = (done).id and c.caused_by is null;
    if v_changes = 0 then
        perform ops._fail('OP012', format('run %s changed nothing', (done).id),
            format('it is %s%s', (done).state, ': ' || (done).note), format('select * from ops.run_rows(%s)', (done).id));
    elsif v_open = 0 then
        select max(c.run) into v_undo from ops.change as c join ops.change as o on o.id = c.undoes where o.run = (done).id;
        perform ops._fail('OP012', format('run %s was undone before', (done).id),
            format('run %s restored its %s rows', v_undo, v_changes), format('to apply it again: select * from ops.undo(%s, ''why'')', v_undo));
    end if;
end
$$;
comment on function ops._require_undoable(ops.run) is 'Raises OP012 when the run has no change that could still be taken back.';
revoke all on function ops._require_undoable(ops.run) from public;
