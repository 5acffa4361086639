-- Which locked rows still want the change that was planned for them.
create or replace function ops._still_due(run bigint, positions integer[])
returns integer[]
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the text is made of catalogue entries that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_rule text;
    v_choice text;
    v_due integer[];
begin
    select i.rule, i.choice into v_rule, v_choice
    from ops._run_items(run, positions[1], positions[1]) as i;
    if (select r.kind from ops.run as r where r.id = _still_due.run) = 'undo'
        or not exists (select from ops.rule as r where r.name = v_rule)
    then
        return positions; -- each column is compared when it is written
    elsif exists (select from ops.derived_value as d where d.rule = v_rule) then
        execute format(
            'select array(select i."position" from (%s) as d join ops._run_items($2, $3[1], $3[cardinality($3)]) as i '
            'on d.key = i.key_value and i."position" = any($3) '
            'where not d.same and d.expected is not distinct from ops._key_value(i.after) order by i."position")',
            ops._derived_rows(v_rule, true)
        ) into v_due
        using array(select i.key_value from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
                where i."position" = any (positions)), run, positions;
        return v_due;
    end if;
    return array(
        select distinct i."position"
        from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
        join ops._rule_proposals(v_rule, v_choice, array(
                select distinct w.about
                from ops._run_items(run, positions[1], positions[cardinality(positions)]) as w
                where w."position" = any (positions)
            ), null) as p
            on p.about = i.about and p.subject = i.subject and p.action = i.action
            -- a new row gets a new key each time it is proposed
            and (i.action = 'insert' or (p.key = i.key and p.after is not distinct from i.after))
        where i."position" = any (positions)
        order by i."position"
    );
end
$$;
comment on function ops._still_due(bigint, integer[]) is 'Positions of a batch whose rule still asks for what the plan says; for an undo or an action, all.';
revoke all on function ops._still_due(bigint, integer[]) from public;
