-- Counting sessions whose nine counters are not the counts of their rolls.
create or replace function ops.count_session_counters(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with counted as (
            select c.session_id,
                count(*) as total,
                count(*) filter (where c.status = 'approved') as approved,
                count(*) filter (where c.status = 'rejected') as rejected,
                count(*) filter (where c.status = 'pending_review') as pending,
                count(*) filter (where c.status = 'recount_requested') as recount,
                count(*) filter (where c.ocr_confidence_level = 'high') as high,
                count(*) filter (where c.ocr_confidence_level = 'medium') as medium,
                count(*) filter (where c.ocr_confidence_level = 'low') as low,
                count(*) filter (where c.is_manual_entry) as manual
            from public.count_rolls as c
            where keys is null or c.session_id = any (keys::uuid[])
            group by c.session_id
        )
        select 'public.count_sessions',
            jsonb_build_object('id', w.id),
            left(format('session %s: %s%s', w.session_number, w.what[1],
                case when cardinality(w.what) > 1 then format(', and %s more', cardinality(w.what) - 1) end), 100),
            null::text,
            w.expected,
            w.observed,
            null::numeric,
            jsonb_build_object('rolls', w.total),
            null::text
        from (
            select s.id, s.session_number, coalesce(c.total, 0) as total,
                jsonb_object_agg(v.name, v.due::text) as expected,
                jsonb_object_agg(v.name, v.stored::text) as observed,
                array_agg(format('%s %s, should be %s', replace(v.name, '_', ' '), v.stored, v.due) order by v.place) as what
            from public.count_sessions as s
            left join counted as c
                on c.session_id = s.id
            cross join lateral (
                values (1, 'total_rolls_counted', s.total_rolls_counted, coalesce(c.total, 0)),
                    (2, 'rolls_approved', s.rolls_approved, coalesce(c.approved, 0)),
                    (3, 'rolls_rejected', s.rolls_rejected, coalesce(c.rejected, 0)),
                    (4, 'rolls_pending_review', s.rolls_pending_review, coalesce(c.pending, 0)),
                    (5, 'rolls_recount_requested', s.rolls_recount_requested, coalesce(c.recount, 0)),
                    (6, 'ocr_high_confidence_count', s.ocr_high_confidence_count, coalesce(c.high, 0)),
                    (7, 'ocr_medium_confidence_count', s.ocr_medium_confidence_count, coalesce(c.medium, 0)),
                    (8, 'ocr_low_confidence_count', s.ocr_low_confidence_count, coalesce(c.low, 0)),
                    (9, 'manual_entry_count', s.manual_entry_count, coalesce(c.manual, 0))
            ) as v (place, name, stored, due)
            where v.stored <> v.due and (keys is null or s.id = any (keys::uuid[]))
            group by s.id, s.session_number, c.total
        ) as w;
end
$$;
comment on function ops.count_session_counters(text[]) is 'The nine counters against count_rolls. A voided roll counts in the total only, so the parts need not add up to it.';
revoke all on function ops.count_session_counters(text[]) from public;
select ops._define_rule(
    name => 'count_session_counters',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A counting session''s counters are the counts of its rolls',
    why => 'A session looks finished while rolls wait for review, or waits for rolls that moved away.',
    repair_class => 'lock',
    turn => 60,
    reads => '{"public.count_sessions": ["id", "session_number", "total_rolls_counted", "rolls_approved", "rolls_rejected",
            "rolls_pending_review", "rolls_recount_requested", "ocr_high_confidence_count", "ocr_medium_confidence_count",
            "ocr_low_confidence_count", "manual_entry_count"],
        "public.count_rolls": ["session_id", "status", "ocr_confidence_level", "is_manual_entry"]}'
);
