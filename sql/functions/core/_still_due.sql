-- Which locked rows still want the change that was planned for them.
create or replace function ops._still_due(run bigint, positions integer[], rule text, keys text[])
returns text[]
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the text is made of catalogue entries that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_due text[];
begin
    if (select r.kind from ops.run as r where r.id = _still_due.run) = 'undo'
        or not exists (select from ops.derived_value as d where d.rule = _still_due.rule)
    then
        return keys;
    end if;
    execute format(
        'select array(select d.key from (%s) as d join ops._run_items($2, $4, $5) as i '
        'on d.key = i.key_value and i.rule = $3 '
        'where not d.same and d.expected is not distinct from (select e.value from jsonb_each_text(i.after) as e))',
        ops._derived_rows(rule, true)
    ) into v_due using keys, run, rule, positions[1], positions[cardinality(positions)];
    return v_due;
end
$$;
comment on function ops._still_due(bigint, integer[], text, text[]) is 'Keys whose expected value is what the plan says; for an undo, all keys.';
revoke all on function ops._still_due(bigint, integer[], text, text[]) from public;
