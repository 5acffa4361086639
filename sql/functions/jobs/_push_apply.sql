-- Lets the nightly repair apply a plan as its next step.
create or replace function ops._push_apply(run bigint, plan bigint)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._push_steps(run, 'apply ' || plan);
    return '';
end
$$;
comment on function ops._push_apply(bigint, bigint) is 'Empty text.';
revoke all on function ops._push_apply(bigint, bigint) from public;
