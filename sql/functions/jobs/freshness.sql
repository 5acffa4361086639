-- How long ago each area was last checked by a job: what a watchdog outside asks.
create or replace function ops.freshness(max_age interval, areas text[] default null)
returns setof ops.diagnosis
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if max_age is null or max_age <= interval '0' then
        perform ops._fail('OP005', format('max_age cannot be %s', coalesce(max_age::text, 'null')),
            'max_age is the age at which the last good check is too old',
                'select * from ops.freshness(''30 minutes'')');
    end if;
    return query
        select a.name, case when j.last_ok_at is null or ops.now() - j.last_ok_at > max_age then 'fail' else 'ok' end,
            coalesce('checked ' || date_trunc('second', ops.now() - j.last_ok_at) || ' ago', 'no job ever checked it'),
            case when j.last_ok_at is null or ops.now() - j.last_ok_at > max_age then 'select * from ops.job_health' end
        from ops.area as a
        left join lateral (
            select max(n.last_ok_at) as last_ok_at from ops.job as n where n.work = 'check' and n.enabled
                and a.name = any (n.argument)
        ) as j
            on true
        where areas is null or a.name = any (areas)
        order by a.section;
end
$$;
comment on function ops.freshness(interval, text[]) is 'One row an area: ok, or fail when no job checked it within max_age. pg_cron can stop without a trace: ask this from outside. OP005.';
revoke all on function ops.freshness(interval, text[]) from public;
grant execute on function ops.freshness(interval, text[]) to ops_reader;
