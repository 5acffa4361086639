-- When a lot's counter went wrong, as closely as anything that is left can say.
create or replace function ops._drift_moment(lot uuid, cause text, detail jsonb)
returns table (at timestamptz, said text, note text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone text := ops.setting('time_zone');
    v_lot record;
    v_set timestamptz;
    v_line timestamptz;
    v_after timestamptz;
    v_bounds record;
begin
    select t.created_at, t.updated_at into v_lot from public.lots as t where t.id = lot;
    -- the last time that we made it right
    select max(c.changed_at) into v_set
    from ops.change as c
    where c.subject = 'public.lots' and c.key = jsonb_build_object('id', lot) and c.after ? 'reserved_meters' and c.undoes is null;
    select max(l.created_at) into v_line
    from public.reservation_lines as l
    where l.id = any (array(select k.line::uuid from jsonb_array_elements_text(
        case when jsonb_typeof(detail -> 'lines') = 'array' then detail -> 'lines' else '[]' end) as k (line)));
    v_after := greatest(v_set, v_line, case when v_line is null then v_lot.created_at end);
    if cause = 'direct_write' then
        at := v_lot.updated_at;
        note := 'the write itself, by which the lot was last stamped';
    elsif cause = 'untracked_line' then
        at := v_line;
        note := 'when the line came';
    elsif cause = 'moved_line' then
        at := v_after;
        note := 'after the line came; lines carry no time of change, so the move cannot be dated closer';
    elsif cause = 'runbook_fix' then
        at := v_lot.updated_at;
        note := 'by then: the lot was last written at this moment, by the fix or by a line since';
    else
        at := v_lot.updated_at;
        note := format('between %s, the last moment known to be sound, and now; the lot was last written then',
            ops._moment(v_after, v_zone));
    end if;
    select b.sound_at, b.seen_at into v_bounds from ops._drift_bounds(lot) as b;
    -- a stamp later than the check that saw it belongs to something else; one line's own time stands
    if v_bounds.seen_at is not null and cause is distinct from 'untracked_line'
        and (cause not in ('direct_write', 'runbook_fix') or at > v_bounds.seen_at)
    then
        at := v_bounds.seen_at;
        v_after := greatest(v_bounds.sound_at, v_after);
        note := format('between %s, %s, and this moment, when a check first saw it',
            ops._moment(v_after, v_zone, 'YYYY-MM-DD HH24:MI:SS'), case
                when v_after = v_bounds.sound_at then 'the last check that found nothing of it'
                when v_after = v_set then 'when we last made it right'
                when v_after = v_line then 'when the line came'
                else 'when the lot came' end);
    end if;
    said := ops._moment(at, v_zone, 'YYYY-MM-DD HH24:MI:SS');
    return next;
end
$$;
comment on function ops._drift_moment(uuid, text, jsonb) is 'One row: the moment, the same in the configured zone, and what it is a bound of.';
revoke all on function ops._drift_moment(uuid, text, jsonb) from public;
