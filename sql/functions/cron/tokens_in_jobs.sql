-- Jobs of pg_cron whose text holds a token that is not secret, but goes stale.
create or replace function ops.tokens_in_jobs(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'cron.job',
            jsonb_build_object('jobid', t.jobid),
            left(format('job %s holds %s in clear', t.job, t.what), 100),
            null::text,
            null::jsonb,
            to_jsonb(t.what),
            null::numeric,
            jsonb_build_object('active', t.active),
            'put it into vault, and let the job read vault.decrypted_secrets by name'
        from ops._job_tokens() as t
        where not t.grave and (keys is null or t.jobid::text = any (keys));
end
$$;
comment on function ops.tokens_in_jobs(text[]) is
    'An anon or other token in cron.job.command. take-daily-snapshot is scheduled so by the application itself.';
revoke all on function ops.tokens_in_jobs(text[]) from public;
select ops._define_rule(
    name => 'tokens_in_jobs',
    area => 'cron',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'No job of pg_cron holds a token in clear',
    why => 'When the key is changed the job goes on and is refused, and pg_cron calls that a success.',
    repair_class => 'report',
    reads => '{"cron.job": ["jobid", "jobname", "command", "active"]}'
);
