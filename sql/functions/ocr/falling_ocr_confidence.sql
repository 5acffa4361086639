-- Counting sessions whose photos are read worse than usual.
create or replace function ops.falling_ocr_confidence(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_points numeric := ops._threshold('falling_ocr_confidence', 'points', 15);
begin
    return query
        with session as materialized (
            select c.* from ops._session_confidence() as c
        )
        select 'public.count_sessions',
            jsonb_build_object('id', m.id),
            left(format('session %s: mean confidence %s %%, usually %s %% (%s rolls)', m.session_number, round(m.mean),
                round(h.usual), m.rolls), 100),
            null::text,
            to_jsonb(round(h.usual, 1)),
            to_jsonb(round(m.mean, 1)),
            null::numeric,
            jsonb_build_object('rolls', m.rolls, 'usual_from_sessions', h.sessions),
            null::text
        from session as m
        cross join (
            select avg(u.mean) as usual, count(*) as sessions
            from session as u
            where u.started_at < v_now - interval '7 days'
        ) as h
        where m.started_at >= v_now - interval '7 days'
            and m.mean < h.usual - v_points
            and h.sessions >= 5
            and (keys is null or m.id = any (keys::uuid[]));
end
$$;
comment on function ops.falling_ocr_confidence(text[]) is
    'Runbook 5: the mean of a session of the last seven days, in percent whatever its unit, against the mean of '
    'earlier ones (at least five); 15 points (threshold points) below is reported.';
revoke all on function ops.falling_ocr_confidence(text[]) from public;
select ops._define_rule(
    name => 'falling_ocr_confidence',
    area => 'ocr',
    severity => 'P2',
    example => 'OCR failures',
    title => 'A session''s photos are read as surely as usual',
    why => 'A camera, the light or the model has changed, and people correct every second label.',
    repair_class => 'report',
    reads => '{"public.count_sessions": ["id", "session_number", "started_at"],
        "public.count_rolls": ["session_id", "ocr_confidence_score"]}'
);
