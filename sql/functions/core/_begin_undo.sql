-- Opens a run that takes another one back.
create or replace function ops._begin_undo(run bigint, reason text)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_run ops.run;
    v_undo bigint;
begin
    perform ops._require_run(run);
    perform ops._require_read_committed();
    perform ops._require_reason(reason, format('select * from ops.undo(%s, ''why'')', run));
    perform ops._lock_repairs();
    perform ops._bury_dead_runs();
    select r.* into v_run from ops.run as r where r.id = _begin_undo.run;
    perform ops._require_undoable(v_run);
    v_undo := ops._begin_run('undo', null, run, v_run.area, reason, false, v_run.done);
    -- a change taken back by an earlier, interrupted undo is not taken back twice
    perform ops._skip(v_undo, array(
        select i."position" from ops._run_items(v_undo) as i
        where exists (select from ops.change as c where c.undoes = i.undoes)
    ), 'held', 'restored before');
    perform ops._skip(v_undo, array(
        select i."position" from ops._run_items(v_undo) as i
        join ops.change as c
            on c.id = i.undoes
        where c.redacted_at is not null
    ), 'refused', 'its personal data was removed from the journal');
    -- no job repairs again what a person took back
    insert into ops.hold (rule, subject, key, run, since, actor)
    select distinct i.rule, i.subject, i.key, v_undo, ops.now(), ops.actor()
    from ops._run_items(v_undo) as i
    where v_run.kind = 'apply' and exists (select from ops.rule as r where r.name = i.rule)
    on conflict (rule, subject, key) where released_at is null do nothing;
    return v_undo;
end
$$;
comment on function ops._begin_undo(bigint, text) is 'Number of the undo; puts its rows on hold for unattended repair. OP004, OP007, OP009, OP010, OP012.';
revoke all on function ops._begin_undo(bigint, text) from public;
grant execute on function ops._begin_undo(bigint, text) to ops_operator;
