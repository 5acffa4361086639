-- What amcheck says of a stretch of a table's pages; nothing when they are sound.
create or replace function ops._heap_look(amcheck text, relation oid, first bigint, last bigint, skip text, with_toast boolean,
    max_rows integer)
returns table (state text, block bigint, item integer, attribute integer, detail text)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the schema comes from the system catalog
-- @plpgsql_check_options: security_warnings = off
begin
    -- the server collects all rows before it gives the first: none is given where it ends in an error
    return query execute format(
        'select %L, v.blkno, v.offnum, v.attnum, v.msg from %I.verify_heapam($1, false, $2, $3, $4, $5) as v limit $6',
        'damaged', amcheck
    ) using relation::regclass, with_toast, skip, first, last, max_rows;
exception
    -- a page that cannot be read ends the look at all of them
    when data_corrupted or index_corrupted or io_error or undefined_file then
        return query select 'unreadable', first, null::integer, null::integer, sqlerrm;
    when lock_not_available or invalid_parameter_value then
        return query select 'unknown', first, null::integer, null::integer, sqlerrm;
    -- there is no code of its own for a table that is gone
    when internal_error then
        if exists (select from pg_class as c where c.oid = relation) then
            raise;
        end if;
        return query select 'unknown', first, null::integer, null::integer, 'it was dropped meanwhile';
end
$$;
comment on function ops._heap_look(text, oid, bigint, bigint, text, boolean, integer) is
    'Rows damaged, or one that is unreadable or unknown: locked, dropped, or shorter than a moment ago.';
revoke all on function ops._heap_look(text, oid, bigint, bigint, text, boolean, integer) from public;
