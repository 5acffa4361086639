-- Proves that the rows just changed satisfy their rule, or that an undo is exact; else nothing of the batch stays.
create or replace function ops._prove_rule(run bigint, positions integer[])
returns void
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rule text;
    v_wrong text[] := array[]::text[];
begin
    select i.rule into v_rule from ops._run_items(run, positions[1], positions[1]) as i;
    if (select r.kind from ops.run as r where r.id = _prove_rule.run) = 'undo' then
        v_wrong := array(
            select c.key::text
            from ops.change as c
            join ops._run_items(_prove_rule.run, positions[1], positions[cardinality(positions)]) as i
                on i.undoes = c.undoes
            where c.run = _prove_rule.run and c."position" = any (positions) and i.action = 'update'
                and not c.after @> ops._image_difference(i.after, i.before)
        );
    elsif exists (select from ops.rule as r where r.name = v_rule) and cardinality(positions) > 0 then
        v_wrong := array(
            select i.about
            from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
            where i."position" = any (positions)
            intersect
            select ops._key_value(h.key)
            from ops._rule_hits(v_rule, array(
                select distinct i.about
                from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
                where i."position" = any (positions)
            )) as h
        );
    end if;
    if cardinality(v_wrong) > 0 then
        perform ops._fail('OP003', 'the application''s own triggers undo this change',
            format('%s of %s rows are still wrong after it: %s', cardinality(v_wrong), cardinality(positions), v_wrong[1]),
            format('select * from ops.rule_page(%L)', v_rule));
    end if;
end
$$;
comment on function ops._prove_rule(bigint, integer[]) is 'Raises OP003 when a changed row still breaks its rule, or was not restored.';
revoke all on function ops._prove_rule(bigint, integer[]) from public;
