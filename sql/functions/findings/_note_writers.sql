-- The same cause again, after its rows were gone: not the rows are the fault, but what writes them.
create or replace function ops._note_writers(state ops.rule_state, causes text[])
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    with again as (
        select c.cause, count(distinct f.resolved_at) + 1 as times
        from unnest(causes) as c (cause)
        join ops.finding as f
            on f.rule = (state).rule and f.cause = c.cause and f.kind = 'violation'
                and f.resolved_at >= ops.now() - ops.setting('recurrence_window')::interval
                    and f.resolved_at < ops.now()
        group by c.cause
    )
    insert into ops.finding as f
        (fingerprint, rule, area, kind, severity, key, message, cause, fix, first_seen, last_change)
    select md5((state).rule || '|writer|' || a.cause), (state).rule, (state).area, 'writer', (state).severity,
        jsonb_build_object('cause', a.cause),
        left(format('%s came %s times within %s: %s', a.cause, a.times, ops.setting('recurrence_window'),
            coalesce('broken: ' || w.writer, 'one of its writers is broken')), 100),
        a.cause,
        case
            when w.guarded and ops._policy_of((state).area) <> 'guard' then format(
                'select * from ops.set_policy(%L, ''guard'', %L)', (state).area, a.cause || ' comes again and again')
            else coalesce(w.change, format('select * from ops.rule_page(%L)', (state).rule))
        end, ops.now(), ops.now()
    from again as a
    left join ops._writers() as w
        on w.rule = (state).rule and w.cause = a.cause
    on conflict on constraint finding_pkey do update
    set severity = excluded.severity, message = excluded.message, fix = excluded.fix,
        last_change = excluded.last_change,
        resolved_at = null, resolved_by = null,
        recurred = f.recurred + case when f.resolved_at is null then 0 else 1 end
$$;
comment on function ops._note_writers(ops.rule_state, text[]) is 'One finding of kind writer a cause that came back within recurrence_window; it names the writer only where exactly one can do it. fix: the guard''s plan where the guard stops it, else what to change in the application.';
revoke all on function ops._note_writers(ops.rule_state, text[]) from public;
