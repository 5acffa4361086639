-- What a plan says about the way back.
create or replace function ops._undo_note(action text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce('undo brings back: ' || a.undo, 'no undo') || '; no undo takes back: ' || a.not_undone
    from ops.actions() as a
    where a.action = _undo_note.action
$$;
comment on function ops._undo_note(text) is 'One line from ops.actions(); null for what is no action.';
revoke all on function ops._undo_note(text) from public;
