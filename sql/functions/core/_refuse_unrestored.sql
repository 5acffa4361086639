-- Refuses to leave while removed rows exist nowhere but in the journal.
create or replace function ops._refuse_unrestored()
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows bigint;
    v_run bigint;
begin
    if exists (select from ops.guard_trigger) then
        perform ops._fail('OP020', 'the guard of the reservation counters is in place', 'the application''s own triggers are disabled and would stay so',
            'select * from ops.set_policy(''reservations'', ''lines'', ''why'', dry_run => false)');
    end if;
    select count(*), min(c.run) into v_rows, v_run
    from ops.change as c
    -- without its personal data a row cannot come back, and is no reason to stay
    where c.action = 'delete' and c.redacted_at is null and not exists (select from ops.change as u where u.undoes = c.id);
    if v_rows > 0 then
        perform ops._fail('OP017', 'the journal holds removed rows that were not restored',
            format('%s removed rows exist nowhere else', v_rows),
            format('restore them: select * from ops.undo(%s, ''why'')', v_run));
    end if;
end
$$;
comment on function ops._refuse_unrestored() is 'Raises OP020 while the guard is in place, OP017 while a change of action delete was not taken back.';
revoke all on function ops._refuse_unrestored() from public;
