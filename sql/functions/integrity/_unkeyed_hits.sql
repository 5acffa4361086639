-- Ids without a row in the columns that have no foreign key, one column after the other.
create or replace function ops._unkeyed_hits(keys text[])
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
-- names come from a list of ours and from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_query text;
begin
    for v_query in
        select ops._unkeyed_query(r.child, r.child_column, r.parents)
        from ops._unkeyed_references() as r
        order by r.child, r.child_column
    loop
        return query execute v_query using keys;
    end loop;
end
$$;
comment on function ops._unkeyed_hits(text[]) is 'Hits of unkeyed_references; keys are schema.table.column:id.';
revoke all on function ops._unkeyed_hits(text[]) from public;
