-- Drops the journal, unless a removed row would be lost with it.
do $refuse$
declare
    v_unrestored bigint;
begin
    select count(*) into v_unrestored
    from ops.change as c
    where c.action = 'delete' and c.redacted_at is null
        and not exists (select from ops.change as u where u.undoes = c.id);
    if v_unrestored > 0 then
        raise exception 'the journal holds removed rows that were not restored'
            using errcode = 'OP017',
                detail = pg_catalog.format('%s removed rows exist nowhere else', v_unrestored),
                hint = 'restore them with ops.undo(run), or export them with ops.evidence() and delete them from ops.change';
    end if;
end
$refuse$;

drop table
    ops.baseline, ops.incident, ops.rule_coverage, ops.promotion, ops.hold, ops.run_skip, ops.change, ops.run,
    ops.plan_change, ops.plan;
