-- Proves that the rows just changed satisfy their rule, or that an undo is exact; else nothing of the batch stays.
create or replace function ops._prove_rule(run bigint, positions integer[], rule text, keys text[])
returns void
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the text is made of catalogue entries that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_wrong text[];
begin
    if (select r.kind from ops.run as r where r.id = _prove_rule.run) = 'undo' then
        v_wrong := array(
            select c.key::text
            from ops.change as c
            join ops._run_items(_prove_rule.run, positions[1], positions[cardinality(positions)]) as i
                on i.undoes = c.undoes
            where c.run = _prove_rule.run and c."position" = any (positions) and i.action = 'update' and not c.after @> ops._image_difference(i.after, i.before)
        );
    elsif exists (select from ops.derived_value as d where d.rule = _prove_rule.rule) then
        execute format('select array(select d.key from (%s) as d where not d.same)', ops._derived_rows(rule, true))
        into v_wrong using keys;
    end if;
    if cardinality(v_wrong) > 0 then
        perform ops._fail('OP003', 'the application''s own triggers undo this change',
            format('%s of %s rows are still wrong after it: %s', cardinality(v_wrong), cardinality(keys), v_wrong[1]),
            format('select * from ops.rule_page(%L)', rule));
    end if;
end
$$;
comment on function ops._prove_rule(bigint, integer[], text, text[]) is 'Raises OP003 when a changed row still breaks its rule, or was not restored.';
revoke all on function ops._prove_rule(bigint, integer[], text, text[]) from public;
