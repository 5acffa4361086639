-- What no undo takes back: signals to sessions, calls of functions, captures.
create or replace function ops._signal_entries(since timestamptz, until timestamptz)
returns setof ops.timeline_entry
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select s.signalled_at, 'signal', s.actor, format('%s of session %s: %s (%s)', s.action, s.pid, s.outcome, s.reason),
        jsonb_build_object('signal', s.id)
    from ops.signal as s
    where s.signalled_at between since and until
    union all
    select i.asked_at, 'invocation', i.actor,
        format('%s of function %s: %s%s (%s)', i.kind, i.function, i.state, ' ' || i.status_code, i.reason),
        jsonb_build_object('invocation', i.id)
    from ops.invocation as i
    where i.asked_at between since and until
    union all
    select c.taken_at, 'capture', c.actor, format('capture %s (%s)', c.id, c.reason),
        jsonb_build_object('capture', c.id)
    from ops.capture as c
    where c.taken_at between since and until
$$;
comment on function ops._signal_entries(timestamptz, timestamptz) is 'Rows of ops.signal, ops.invocation and ops.capture of that time.';
revoke all on function ops._signal_entries(timestamptz, timestamptz) from public;
