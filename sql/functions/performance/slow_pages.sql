-- Pages whose functions took too long when they were last measured.
create or replace function ops.slow_pages(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'ops.page_time',
        jsonb_build_object('page', p.page),
        left(case when p.milliseconds is null
            then format('%s failed %s ago: %s', p.page, ops._lasting(ops.now() - p.measured_at), p.error)
            else format('%s took %s ms for a signed-in user %s ago', p.page, round(p.milliseconds),
                ops._lasting(ops.now() - p.measured_at))
        end, 100),
        null::text, to_jsonb(ops._threshold('slow_pages', 'milliseconds', 3000)), to_jsonb(p.milliseconds),
            null::numeric,
        jsonb_build_object('measured_at', p.measured_at, 'rows', p.row_count), 'select * from ops.measure_pages()'
    from (select distinct on (m.page) m.* from ops.page_time as m order by m.page, m.measured_at desc, m.id desc) as p
    where coalesce(p.milliseconds, 'infinity') >= ops._threshold('slow_pages', 'milliseconds', 3000)
$$;
comment on function ops.slow_pages(text[]) is
    'One hit a page whose newest time in ops.page_time is at least milliseconds (3000), or that failed.';
revoke all on function ops.slow_pages(text[]) from public;

select ops._define_rule(
    'slow_pages', 'performance', 'P2', 'Slow queries',
    'Pages load within three seconds for a signed-in user',
    'The owner sees the functions fast where a user waits: row security and the user''s limit of 8 s count only for the user.',
    'report', '{"ops.page_time": ["page", "milliseconds"]}'
);
