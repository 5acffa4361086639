-- Counting sessions in which most rolls were typed in.
create or replace function ops.manual_count_sessions(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_percent numeric := ops._threshold('manual_count_sessions', 'percent', 50);
begin
    return query
        select 'public.count_sessions',
            jsonb_build_object('id', s.id),
            left(format('session %s: %s of %s rolls entered by hand', s.session_number, r.manual, r.rolls), 100),
            null::text,
            null::jsonb,
            to_jsonb(r.manual),
            null::numeric,
            jsonb_build_object('rolls', r.rolls, 'manual', r.manual, 'failed', r.failed),
            null::text
        from (
            select q.session_id, count(*) as rolls, count(*) filter (where q.is_manual_entry) as manual,
                count(*) filter (where q.ocr_status = 'failed') as failed
            from public.count_rolls as q
            group by q.session_id
        ) as r
        join public.count_sessions as s
            on s.id = r.session_id
        where s.started_at >= v_now - interval '7 days'
            and r.rolls >= 10
            and r.manual * 100 > r.rolls * v_percent
            and (keys is null or s.id = any (keys::uuid[]));
end
$$;
comment on function ops.manual_count_sessions(text[]) is
    'Runbook 5: sessions of the last seven days with ten rolls or more, over 50 percent (threshold percent) of them '
    'typed in.';
revoke all on function ops.manual_count_sessions(text[]) from public;
select ops._define_rule(
    name => 'manual_count_sessions',
    area => 'ocr',
    severity => 'P2',
    example => 'OCR failures',
    title => 'Most rolls of a session are read from their photo',
    why => 'People have given up on the camera, and typing loses a digit now and then.',
    repair_class => 'report',
    reads => '{"public.count_sessions": ["id", "session_number", "started_at"],
        "public.count_rolls": ["session_id", "is_manual_entry", "ocr_status"]}'
);
