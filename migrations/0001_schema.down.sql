-- Leaves nothing: the schema, and the roles unless another database still uses them.
drop schema ops cascade;

do $roles$
declare
    v_role text;
begin
    foreach v_role in array array['ops_operator', 'ops_reader'] loop
        begin
            execute pg_catalog.format('drop role if exists %I', v_role);
        exception
            when dependent_objects_still_exist or insufficient_privilege then
                raise notice 'role % is kept: %', v_role, sqlerrm;
        end;
    end loop;
end
$roles$;
