-- Columns that name a row of another table without a foreign key, where that row does not exist.
create or replace function ops.unkeyed_references(keys text[] default null)
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
comment on function ops.unkeyed_references(text[]) is 'Orders of the queue, manufacturing orders, edits and the ledger name people and things by bare ids. Where the application has since given a column its key, that key''s rule looks at it.';
revoke all on function ops.unkeyed_references(text[]) from public;
select ops._define_rule(
    name => 'unkeyed_references',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Every id in a column without foreign key names a row that exists',
    why => 'The screen shows an empty name, and nobody can tell who asked for it or what it was for.',
    repair_class => 'report',
    reads => '{"pg_catalog.pg_constraint": ["oid"]}'
);
