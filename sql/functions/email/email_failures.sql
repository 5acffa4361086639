-- Failed mails of the last hours, by what went wrong, template and domain.
create or replace function ops.email_failures(since interval default '24 hours')
returns table (
    error_class text, template_key text, domain text, failures bigint, given_up bigint, first_at timestamptz,
        last_at timestamptz,
    example text
)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        select f.* from ops._mail_failures(v_now - since) as f order by f.failures desc, f.error_class,
            f.template_key, f.domain;
end
$$;
comment on function ops.email_failures(interval) is
    'One row a class of error text, template and domain, most failures first. Runbook 4, step 1.';
revoke all on function ops.email_failures(interval) from public;
grant execute on function ops.email_failures(interval) to ops_reader;
