-- A limit that a rule goes by: the user's own where one is set, else the rule's.
create or replace function ops._threshold(rule text, name text, otherwise numeric)
returns numeric
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select (s.thresholds ->> _threshold.name)::numeric from ops.rule_setting as s where s.rule = _threshold.rule), otherwise)
$$;
comment on function ops._threshold(text, text, numeric) is 'Member name of ops.rule_setting.thresholds, else otherwise.';
revoke all on function ops._threshold(text, text, numeric) from public;
