-- Releases reservations whose date has passed.
create or replace function ops._release_changes(keys text[])
returns setof ops.proposal
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select p.* from ops._end_reservations(keys, jsonb_build_object(
        'status', 'released', 'canceled_at', ops._start_of_today()::text, 'release_reason', 'expired'
    )) as p
$$;
comment on function ops._release_changes(text[]) is 'Choice release of expired_reservations: lines removed, then released as expired; canceled_at is the start of today.';
revoke all on function ops._release_changes(text[]) from public;
