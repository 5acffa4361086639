-- Writes a batch and its journal in one statement.
create or replace function ops._write_rows(run bigint, positions integer[], subject text, action text, columns text[])
returns integer[]
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names and types come from the system catalog, values are parameters
-- @plpgsql_check_options: security_warnings = off
declare
    v_keys text[];
    v_before jsonb[];
    v_after jsonb[];
    v_done integer[];
    -- an undo of such a change needs the same name
    v_user constant uuid := case when action = 'update' then ops._acting_user(subject, columns) end;
    v_claims jsonb;
begin
    select array_agg(i.key_value order by i."position"), array_agg(i.before order by i."position"),
        array_agg(i.after order by i."position")
    into v_keys, v_before, v_after
    from ops._run_items(run, positions[1], positions[cardinality(positions)]) as i
    where i."position" = any (positions);
    if v_user is not null then
        v_claims := ops._claim(v_user::text, jsonb_build_object('sub', v_user, 'role', 'authenticated')::text);
    end if;
    execute format(
        'with changed as (%s), journalled as ('
        'insert into ops.change (run, "position", rule, cause, message, subject, key, action, before, after, stamped, size, changed_at, undoes, together, acted_as) '
        'select $4, i."position", i.rule, i.cause, i.message, i.subject, i.key, i.action, '
        'case when c.was is null then null when c.became is null then c.was else ops._image_difference(c.was, c.became) end, '
        'case when c.became is null then null when c.was is null then c.became else ops._image_difference(c.became, c.was) end, '
        'case when i.action = ''update'' then array(select k from jsonb_object_keys(ops._image_difference(c.became, c.was)) as k '
        'where not k = any ($6) order by k) else ''{}'' end, '
        'i.size, ops.now(), i.undoes, i.together, $7 '
        'from changed as c join ops._run_items($4, $5[1], $5[cardinality($5)]) as i '
        'on i."position" = any ($5) and i.key_value = c.key '
        'returning "position") '
        'select array(select j."position" from journalled as j order by j."position")',
        ops._change_statement(subject, action, columns)
    )
    into v_done
    using v_keys, v_before, v_after, run, positions, columns, v_user;
    if v_user is not null then
        perform ops._claim(v_claims ->> 'sub', v_claims ->> 'claims');
    end if;
    return v_done;
end
$$;
comment on function ops._write_rows(bigint, integer[], text, text, text[]) is 'Positions that were still as planned and are now changed and journalled, with what the application''s triggers changed beside.';
revoke all on function ops._write_rows(bigint, integer[], text, text, text[]) from public;
