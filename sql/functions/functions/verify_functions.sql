-- Whether edge functions, webhooks and integrations work again (runbook 3, resolution verification).
create or replace function ops.verify_functions()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._verify_answer() as v;
    return query select v.* from ops._verify_effect() as v;
    return query select v.* from ops._verify_errors() as v;
    return query select v.* from ops._verify_secrets() as v;
end
$$;
comment on function ops.verify_functions() is
    'Four rows: the latest call of 24 hours by us, its effect, errors since the baseline, secrets that SQL sends.';
revoke all on function ops.verify_functions() from public;
grant execute on function ops.verify_functions() to ops_reader;
