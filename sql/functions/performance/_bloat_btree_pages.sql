-- Pages of a btree with so many leaf pages: the leaves, what is above them, and the page that names the root.
create or replace function ops._bloat_btree_pages(leaves numeric, pivot integer)
returns numeric
language plpgsql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_level numeric := leaves;
    v_total numeric := 1;
begin
    if leaves = 0 then
        return 1;
    end if;
    loop
        v_total := v_total + v_level;
        exit when v_level <= 1;
        -- pages above the leaves are filled to 70 percent
        v_level := ceil(v_level / greatest((8144 - 2457) / pivot, 2));
    end loop;
    return v_total;
end
$$;
comment on function ops._bloat_btree_pages(numeric, integer) is
    'Pages in all; pivot is the size of an entry above the leaves, line pointer included.';
revoke all on function ops._bloat_btree_pages(numeric, integer) from public;
