-- What jobs of pg_cron hold in clear: what it is, never the text itself.
create or replace function ops._job_tokens()
returns table (jobid bigint, job text, active boolean, what text, grave boolean)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- dynamic: the extension's table need not be there when the function is looked at
    return query execute format($query$
        with found as (
            select j.jobid, coalesce(j.jobname, j.jobid::text) as job, j.active, ops._token_role(m.hit[1]) as role, 'token' as kind
            from %1$I.job as j
            cross join lateral regexp_matches(j.command, '(eyJ[A-Za-z0-9_-]{4,}\.eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*)', 'g') as m (hit)
            union all
            select j.jobid, coalesce(j.jobname, j.jobid::text), j.active, null, 'cron secret'
            from %1$I.job as j
            where j.command ~* 'x-cron-secret[''"]?\s*[:,]\s*[''"][^''"\s%%]'
            union all
            select j.jobid, coalesce(j.jobname, j.jobid::text), j.active, null, 'secret key'
            from %1$I.job as j
            where j.command ~ '\m(sb_secret|re)_[A-Za-z0-9_]{16,}'
        )
        select f.jobid, f.job, f.active,
            string_agg(distinct case when f.kind = 'token' then format('a token of %%s', coalesce(f.role, 'an unknown role'))
                else format('a %%s', f.kind) end, ', '),
            bool_or(f.kind <> 'token' or f.role is not distinct from 'service_role')
        from found as f
        group by f.jobid, f.job, f.active
    $query$, to_regnamespace('cron'));
end
$$;
comment on function ops._job_tokens() is
    'One row a job with a token or key in its command; grave where it opens more than the anon role does.';
revoke all on function ops._job_tokens() from public;
