-- Jobs of pg_cron whose text holds a secret.
create or replace function ops.secrets_in_jobs(keys text[] default null)
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
            'put it into vault, and let the job read vault.decrypted_secrets by name; then change it where it is checked'
        from ops._job_tokens() as t
        where t.grave and (keys is null or t.jobid::text = any (keys));
end
$$;
comment on function ops.secrets_in_jobs(text[]) is
    'A service key, another key of the platform or the cron secret as a literal in cron.job.command: everybody who '
    'reads that table or a dump has it. The text is never shown.';
revoke all on function ops.secrets_in_jobs(text[]) from public;
select ops._define_rule(
    name => 'secrets_in_jobs',
    area => 'cron',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'No job of pg_cron holds a secret in clear',
    why => 'Whoever has it reads and writes the whole database past every policy, or runs every scheduled function.',
    repair_class => 'report',
    reads => '{"cron.job": ["jobid", "jobname", "command", "active"]}'
);
