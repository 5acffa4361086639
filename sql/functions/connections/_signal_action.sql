-- Whether a session is to be cancelled or ended: a statement is cancelled first.
create or replace function ops._signal_action(
    pid integer, backend_start timestamptz, query_start timestamptz, cancel_first boolean, force boolean
)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when not cancel_first then 'terminate'
        when not c.before then 'cancel'
        when force then 'terminate'
    end
    from (
        select exists (
            select
            from ops.signal as s
            where s.pid = _signal_action.pid
                and s.backend_start = _signal_action.backend_start
                and s.query_start = _signal_action.query_start
                and s.action = 'cancel'
                and s.outcome = 'signalled'
        ) as before
    ) as c
$$;
comment on function ops._signal_action(integer, timestamptz, timestamptz, boolean, boolean) is
    'cancel, terminate (a cancel of that very statement did not help, and force is given), or null: cancelled and '
    'not forced.';
revoke all on function ops._signal_action(integer, timestamptz, timestamptz, boolean, boolean) from public;
