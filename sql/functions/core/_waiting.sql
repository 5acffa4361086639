-- How many violations a plan leaves to the next one, in words.
create or replace function ops._waiting(violations integer)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when violations > 0 then format('%s more violation%s of the same rows: plan again afterwards', violations,
        case when violations > 1 then 's' end) end
$$;
comment on function ops._waiting(integer) is 'Null for none.';
revoke all on function ops._waiting(integer) from public;
