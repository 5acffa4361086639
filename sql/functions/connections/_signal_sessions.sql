-- Plans signals to sessions, or sends them: the longest first, each on its own.
create or replace function ops._signal_sessions(
    state_like text, since text, older_than interval, services text[], cancel_first boolean, force boolean,
    dry_run boolean, reason text, max_sessions integer
)
returns setof ops.signal_row
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_row record;
    v_sent integer := 0;
    v_action text;
    v_signal ops.signal;
    v_state text;
    v_note text;
begin
    for v_row in
        select p.* from ops._signal_plan(state_like, since, older_than, services) as p
        order by p.exempt is not null, p.lasted desc
    loop
        v_action := ops._signal_action(v_row.pid, v_row.backend_start, v_row.query_start, cancel_first, force);
        v_state := case
            when v_row.exempt is not null then 'exempt'
            when v_action is null then 'waiting'
            when v_sent >= max_sessions then 'over the limit'
            else 'planned'
        end;
        v_note := case v_state
            when 'waiting' then 'cancelled before and not ended yet: force => true ends its session'
            when 'over the limit' then format('max_sessions is %s', max_sessions)
            else v_row.exempt
        end;
        if v_state = 'planned' then
            v_sent := v_sent + 1;
            if not dry_run then
                v_signal := ops._send_signal(v_action, v_row.session, reason);
                v_state := v_signal.outcome;
                v_note := v_signal.note;
            end if;
        end if;
        return next (v_row.pid, v_row.role, v_row.application, v_row.kind, v_row.state,
            date_trunc('second', v_row.lasted), case when v_row.exempt is null then v_action end, v_state, v_note,
            left(v_row.session ->> 'query', 200), v_row.backend_start, v_signal.id)::ops.signal_row;
        v_signal := null;
    end loop;
end
$$;
comment on function ops._signal_sessions(text, text, interval, text[], boolean, boolean, boolean, text, integer) is
    'One row a session in that state: planned or what became of it, and every exempt one with the reason. No lock '
    'of repairs is taken.';
revoke all on function ops._signal_sessions(text, text, interval, text[], boolean, boolean, boolean, text, integer)
    from public;
