-- Puts back what the application's own trigger made anew when rows were changed, counts say, once those rows are back.
-- The trigger counts again at the undo, but what was wrong before us it counts right: an undo gives back what was.
create or replace function ops._return_collateral(run bigint, aside jsonb, written integer[])
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names and types come from the system catalog, values are parameters
-- @plpgsql_check_options: security_warnings = off
declare
    v_row record;
begin
    if aside is null or exists (select from ops.run as r where r.id = _return_collateral.run and r.kind <> 'undo') then
        return; -- what follows is planned anew for each batch
    end if;
    for v_row in
        select a.relation, a.key,
            -- a count that was wrong, and right once the rows had changed, was not changed then: it is counted now.
            -- Taken back first, for an older change of the same row knows better
            case when row_number() over (partition by a.relation, a.key order by u.id desc) = 1
                then ops._image_difference(a.image, n.image) else '{}' end || u.before as before
        from jsonb_to_recordset(aside) as a (positions integer[], relation text, key text, image jsonb)
        join ops._run_items(run, written[1], written[cardinality(written)]) as i
            on i."position" = any (a.positions) and i."position" = any (written)
        join ops.change as u
            on u.caused_by = i.undoes and u.subject = a.relation and ops._key_value(u.key) = a.key and u.action = 'update'
        join ops.run as r
            on r.id = _return_collateral.run
        cross join lateral (
            select
                -- a time may be that of our own last batch
                bool_and(a.image -> b.key is not distinct from u.after -> b.key or coalesce(
                    case when t.typcategory = 'D' then (a.image ->> b.key)::timestamptz >= r.started_at end, false)) as untouched
            from jsonb_each(u.before) as b
            join pg_attribute as n
                on n.attrelid = to_regclass(a.relation) and n.attname = b.key
            join pg_type as t
                on t.oid = n.atttypid
        ) as c
        cross join lateral ops._row_images(a.relation, array[a.key]) as n
        -- what is added to and taken from comes back with the rows, whoever else has moved it
        where c.untouched and not exists (
            select from ops.collateral as k where k.relation = a.relation and k.counter is not null
        )
        order by u.id desc
    loop
        execute format('with changed as (%s) select count(*) from changed',
            ops._change_statement(v_row.relation, 'update',
            array(select k.name from jsonb_object_keys(v_row.before) as k (name))))
        using array[v_row.key], array(select n.image from ops._row_images(v_row.relation, array[v_row.key]) as n), array[v_row.before];
    end loop;
end
$$;
comment on function ops._return_collateral(bigint, jsonb, integer[]) is 'For an undo: rows of ops.collateral without a counter, where nobody has changed them since; they are locked already.';
revoke all on function ops._return_collateral(bigint, jsonb, integer[]) from public;
