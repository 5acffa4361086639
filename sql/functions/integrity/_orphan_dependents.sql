-- What hangs on some rows, level by level: all that a deletion would take, change or trip over.
create or replace function ops._orphan_dependents(roots text[])
returns table (root text, relation text, key_value text, level integer, cut text[])
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
-- names and operators come from the system catalog, values are parameters
-- @plpgsql_check_options: security_warnings = off
declare
    v_edge record;
    v_roots text[] := roots;
    v_rows text[] := roots;
    v_found_roots text[];
    v_found_rows text[];
    v_level integer := 0;
begin
    return query
        select r, substr(r, 1, strpos(r, ':') - 1), substr(r, strpos(r, ':') + 1), 0, null::text[]
        from unnest(roots) as r;
    -- deeper than this only a circle goes, and a circle cannot be ordered
    while cardinality(v_rows) > 0 and v_level < 20 loop
        v_level := v_level + 1;
        v_found_roots := '{}';
        v_found_rows := '{}';
        for v_edge in
            select k.*, array_agg(w.root) as from_roots, array_agg(substr(w."row", length(k.parent) + 2)) as from_keys
            from ops._foreign_keys() as k
            join unnest(v_roots, v_rows) as w (root, "row")
                on starts_with(w."row", k.parent || ':')
            group by k.name, k.child, k.parent, k.child_columns, k.parent_columns, k.operators, k.is_full,
                k.on_delete, k.is_validated, k.is_enforced, k.is_watched, k.child_key, k.parent_key
            order by k.child, k.name
        loop
            return query execute ops._dependent_query(v_edge.child, v_edge.parent, v_edge.child_columns,
                v_edge.parent_columns, v_edge.operators, v_edge.child_key, v_edge.parent_key)
            using v_edge.from_roots, v_edge.from_keys, v_edge.child, v_level,
                case when v_edge.on_delete in ('n', 'd') then v_edge.child_columns end;
            continue when v_edge.on_delete in ('n', 'd');
            execute format(
                'select coalesce(array_agg(d.root), ''{}''), coalesce(array_agg($3 || '':'' || d.key), ''{}'') '
                'from (%s) as d (root, relation, key, level, cut) where d.key is not null',
                ops._dependent_query(v_edge.child, v_edge.parent, v_edge.child_columns, v_edge.parent_columns,
                    v_edge.operators, v_edge.child_key, v_edge.parent_key))
            into v_roots, v_rows
            using v_edge.from_roots, v_edge.from_keys, v_edge.child, v_level, null::text[];
            v_found_roots := v_found_roots || v_roots;
            v_found_rows := v_found_rows || v_rows;
        end loop;
        v_roots := v_found_roots;
        v_rows := v_found_rows;
    end loop;
end
$$;
comment on function ops._orphan_dependents(text[]) is 'One row a way to it: relation and key_value (null where the table has no single key), how deep, and cut: the columns that the foreign key would set to null or to their default.';
revoke all on function ops._orphan_dependents(text[]) from public;
