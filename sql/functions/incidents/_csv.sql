-- One cell of a CSV file.
create or replace function ops._csv(value text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when value is null then ''
        -- a cell that begins like a formula would run in a spreadsheet
        else '"' || replace(case when value ~ '^[-=+@\t\r]' then '''' else '' end || ops._plain(value), '"', '""') || '"'
    end
$$;
comment on function ops._csv(text) is 'Quoted, on one line, without control characters; an apostrophe before what a spreadsheet would take for a formula.';
revoke all on function ops._csv(text) from public;
