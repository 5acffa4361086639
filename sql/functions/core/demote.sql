-- Takes back that jobs may repair one cause of one rule.
create or replace function ops.demote(rule text, cause text)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_rule(rule);
    delete from ops.promotion as p where p.rule = demote.rule and p.cause = demote.cause;
    return found;
end
$$;
comment on function ops.demote(text, text) is 'True when it had been promoted. OP002 for an unknown rule.';
revoke all on function ops.demote(text, text) from public;
grant execute on function ops.demote(text, text) to ops_operator;
