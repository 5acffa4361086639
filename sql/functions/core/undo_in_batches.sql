-- Takes a run back, committing after each batch, so that no row stays locked for long.
-- A procedure that commits can carry neither SET nor SECURITY DEFINER: it is a bare loop over
-- pinned functions, and everything in it is named in full.
create or replace procedure ops.undo_in_batches(run bigint, reason text)
language plpgsql
as $$
declare
    v_run bigint;
begin
    perform ops._require_top_level('ops.undo_in_batches');
    commit;
    v_run := ops._begin_undo(run, reason);
    commit;
    while ops._more_batches(v_run) loop
        if not ops._do_batch(v_run) then
            exit;
        end if;
        commit;
    end loop;
    raise notice '%', ops._end_run(v_run);
    commit;
    perform ops._raise_if_refused(v_run);
end
$$;
comment on procedure ops.undo_in_batches(bigint, text) is 'Takes a run back in short transactions; it can be killed at any point, every batch is whole. Raises notices with the progress. OP011 (or 2D000) inside a transaction block, OP014 over a cap.';
revoke all on procedure ops.undo_in_batches(bigint, text) from public;
grant execute on procedure ops.undo_in_batches(bigint, text) to ops_operator;
