-- Rolls whose confidence level is not that of their score.
create or replace function ops.ocr_confidence_level(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.count_rolls',
            jsonb_build_object('id', r.id),
            left(format('roll %s no. %s: level %s, but score %s is %s', s.session_number, r.capture_sequence,
                coalesce(r.ocr_confidence_level::text, 'null'), trim_scale(r.ocr_confidence_score), r.level), 100),
            case when r.ocr_confidence_score <= 1 and r.ocr_confidence_level = 'low' then 'mixed_units'
                else 'unknown' end,
            jsonb_build_object('ocr_confidence_level', r.level),
            jsonb_build_object('ocr_confidence_level', r.ocr_confidence_level::text),
            null::numeric,
            case when r.ocr_confidence_score <= 1 and r.ocr_confidence_level = 'low'
                then jsonb_build_object('proof',
                    'the score is a fraction, and its level is what a fraction compared with 85 and 60 gives')
                else '{}' end,
            null::text
        from (
            select q.id, q.session_id, q.capture_sequence, q.ocr_confidence_score, q.ocr_confidence_level,
                case when p.points >= 85 then 'high' when p.points >= 60 then 'medium' else 'low' end as level
            from public.count_rolls as q
            cross join lateral (
                select case when q.ocr_confidence_score > 1 then q.ocr_confidence_score
                    else q.ocr_confidence_score * 100 end as points
            ) as p
            -- NaN is above every number to the database, and no confidence at all
            where q.ocr_confidence_score <> 'NaN'
        ) as r
        join public.count_sessions as s
            on s.id = r.session_id
        where r.level is distinct from r.ocr_confidence_level::text
            and (keys is null or r.id = any (keys::uuid[]));
end
$$;
comment on function ops.ocr_confidence_level(text[]) is
    'Scores come as 0 to 1 from the browser and 0 to 100 from the server; a re-run compares the fraction with 85 and '
    '60, so that every re-run is stored as low.';
revoke all on function ops.ocr_confidence_level(text[]) from public;
select ops._define_rule(
    name => 'ocr_confidence_level',
    area => 'ocr',
    severity => 'P2',
    example => 'OCR failures',
    title => 'A roll''s confidence level is the one of its score',
    why => 'Every second look at a good photo calls it low, and people recount what was right.',
    repair_class => 'auto',
    reads => '{"public.count_rolls": ["id", "session_id", "capture_sequence", "ocr_confidence_score",
        "ocr_confidence_level"],
        "public.count_sessions": ["id", "session_number"]}',
    causes => array['mixed_units']
);
