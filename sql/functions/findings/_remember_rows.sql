-- Writes the findings of a rule that are new, came back, or changed.
create or replace function ops._remember_rows(state ops.rule_state, outcome text, rows ops.violation[],
    out appeared integer, out changed integer)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_new text[];
    v_room integer := 1000 - (select count(*) from ops.finding as f where f.rule = (state).rule
        and f.resolved_at is null);
    v_causes text[];
    v_written integer;
begin
    v_new := array(
        select v.fingerprint
        from unnest(rows) with ordinality as v (severity, rule, message, cause, fix, subject, key, expected, observed,
            detail,
            status, size, fingerprint, place)
        where v.status in ('violation', 'unknown')
            and not exists (select from ops.finding as f where f.rule = (state).rule and f.fingerprint = v.fingerprint
                and f.resolved_at is null)
        group by v.fingerprint
        order by min(v.place)
        limit greatest(v_room, 0)
    );
    v_causes := array(
        select distinct v.cause from unnest(rows) as v
        where v.fingerprint = any (v_new) and v.cause not in ('unknown', 'ambiguous')
    );
    perform ops._note_writers(state, v_causes);
    with seen as (
        select distinct on (v.fingerprint) v.fingerprint, v.rule, v.status, v.severity, v.subject, v.key, v.message,
            v.cause, v.size, v.fix
        from unnest(rows) as v
        where v.status in ('violation', 'unknown')
        order by v.fingerprint, v.size desc nulls last
    )
    insert into ops.finding as f
        (fingerprint, rule, area, kind, severity, subject, key, message, cause, size, fix, first_seen, last_change)
    select s.fingerprint, s.rule, (state).area,
        case when s.status = 'unknown' then 'unknown' when outcome = 'lost' then 'coverage' else 'violation' end,
        s.severity, s.subject, s.key, s.message, s.cause, s.size, s.fix, ops.now(), ops.now()
    from seen as s
    left join ops.finding as o
        on o.rule = s.rule and o.fingerprint = s.fingerprint and o.resolved_at is null
    where s.fingerprint = any (v_new)
        -- what is as it was is left out here already: an insert locks the row that it finds, and that is a write
        or o.severity <> s.severity or o.cause is distinct from s.cause and o.fingerprint is not null
        or o.size is distinct from s.size and o.fingerprint is not null
        -- a sentence that only counts the minutes is written once an hour
        or (o.message <> s.message and o.last_change <= ops.now() - interval '1 hour')
    on conflict on constraint finding_pkey do update
    set severity = excluded.severity, message = excluded.message, cause = excluded.cause, size = excluded.size,
        fix = excluded.fix, last_change = excluded.last_change, resolved_at = null, resolved_by = null,
        recurred = f.recurred + case when f.resolved_at is null then 0 else 1 end,
        incident = case when f.resolved_at is null then f.incident end
    where f.resolved_at is not null or f.severity <> excluded.severity or f.cause is distinct from excluded.cause
        or f.size is distinct from excluded.size
        or (f.message <> excluded.message and f.last_change <= excluded.last_change - interval '1 hour');
    get diagnostics v_written = row_count;
    appeared := cardinality(v_new);
    changed := v_written - appeared;
end
$$;
comment on function ops._remember_rows(ops.rule_state, text, ops.violation[]) is 'appeared: new ones and those that came back; changed: others rewritten. At most 1,000 open a rule, the worst first.';
revoke all on function ops._remember_rows(ops.rule_state, text, ops.violation[]) from public;
