-- The rules of area integrity that read the application's log.
create or replace function ops._audit_rules()
returns setof ops.rule_state
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select s.*
    from ops._rule_states('integrity') as s
    where starts_with(s.rule, 'audit_')
$$;
comment on function ops._audit_rules() is 'Their states, by severity.';
revoke all on function ops._audit_rules() from public;
