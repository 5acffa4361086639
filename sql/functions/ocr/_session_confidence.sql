-- How surely the photos of each counting session were read, in percent whatever the unit stored.
create or replace function ops._session_confidence()
returns table (id uuid, session_number text, started_at timestamptz, rolls bigint, mean numeric)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select s.id, s.session_number, s.started_at, r.rolls, r.mean
        from (
            select q.session_id, count(*) as rolls,
                avg(case when q.ocr_confidence_score > 1 then q.ocr_confidence_score
                    else q.ocr_confidence_score * 100 end) as mean
            from public.count_rolls as q
            where q.ocr_confidence_score is not null
            group by q.session_id
        ) as r
        join public.count_sessions as s
            on s.id = r.session_id
        -- a few photos prove nothing
        where r.rolls > 9;
end
$$;
comment on function ops._session_confidence() is
    'Sessions with ten scored rolls or more. A score up to 1 is a fraction.';
revoke all on function ops._session_confidence() from public;
