-- Refuses a row limit that means nothing.
create or replace function ops._require_max_rows(max_rows integer)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if max_rows < 1 then
        perform ops._fail(
            'OP005', format('max_rows cannot be %s', max_rows),
            'max_rows is the number of rows to return, 1 or more; null returns all',
            'leave max_rows out for the default, or pass max_rows => null'
        );
    end if;
end
$$;
comment on function ops._require_max_rows(integer) is 'Raises OP005 when the limit is below 1; null means no limit.';
revoke all on function ops._require_max_rows(integer) from public;
