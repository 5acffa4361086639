-- Cancels reservations that should not be there.
create or replace function ops._cancel_changes(keys text[])
returns setof ops.proposal
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select p.* from ops._end_reservations(keys, jsonb_build_object(
        'status', 'canceled', 'canceled_at', ops._start_of_today()::text, 'cancel_reason', 'incorrect_entry'
    )) as p
$$;
comment on function ops._cancel_changes(text[]) is 'Choice cancel: lines removed, then canceled as an incorrect entry; canceled_at is the start of today.';
revoke all on function ops._cancel_changes(text[]) from public;
