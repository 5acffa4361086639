-- Counting sessions left open, or finished with rolls that nobody decided about.
create or replace function ops.unfinished_count_sessions(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_minutes integer := ops._threshold('unfinished_count_sessions', 'minutes', 60);
begin
    return query
        select 'public.count_sessions',
            jsonb_build_object('id', u.id),
            left(u.message, 100),
            null::text,
            null::jsonb,
            to_jsonb(u.status),
            null::numeric,
            u.detail,
            null::text
        from (
            select s.id, s.status::text as status,
                format('session %s is %s, last touched %s', s.session_number, s.status,
                    ops._moment(s.last_activity_at, (select ops.setting('time_zone')))) as message,
                jsonb_build_object('last_activity_at', s.last_activity_at) as detail
            from public.count_sessions as s
            where s.status in ('draft', 'active')
                and s.last_activity_at < v_now - make_interval(mins => v_minutes)
            union all
            select s.id, s.status::text, format('session %s is %s with %s rolls undecided', s.session_number, s.status,
                count(*)),
                jsonb_build_object('rolls', count(*))
            from public.count_sessions as s
            join public.count_rolls as r
                on r.session_id = s.id
            where s.status in ('reconciled', 'closed')
                and r.status in ('pending_review', 'recount_requested')
            group by s.id, s.status, s.session_number
        ) as u
        where (keys is null or u.id = any (keys::uuid[]));
end
$$;
comment on function ops.unfinished_count_sessions(text[]) is
    'S28: draft or active without a touch for 60 minutes (threshold minutes; the app''s own limit of 5 is only a '
    'browser''s timer), or reconciled or closed with pending rolls.';
revoke all on function ops.unfinished_count_sessions(text[]) from public;
select ops._define_rule(
    name => 'unfinished_count_sessions',
    area => 'ocr',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A counting session is worked on, or finished with every roll decided',
    why => 'Rolls were counted and are in no result, or a session blocks the next one.',
    repair_class => 'report',
    reads => '{"public.count_sessions": ["id", "session_number", "status", "last_activity_at"],
        "public.count_rolls": ["session_id", "status"]}'
);
