-- Which type a column of the application has here and now.
-- plpgsql with one plan for all calls: called for each rule, a plan each time would cost more than the answer.
create or replace function ops._type_of(relation text, column_name text)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return (
        select format_type(a.atttypid, a.atttypmod)
        from pg_attribute as a
        where a.attrelid = to_regclass(relation) and a.attname = column_name and not a.attisdropped
    );
end
$$;
comment on function ops._type_of(text, text) is 'Type as it is written in SQL, schema-qualified outside pg_catalog; null when the column is absent.';
revoke all on function ops._type_of(text, text) from public;
