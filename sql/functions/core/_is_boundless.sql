-- Whether an image holds what is no number or no day: nothing that a repair should write.
create or replace function ops._is_boundless(relation text, image jsonb)
returns boolean
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return exists (
        select
        from jsonb_each_text(image) as e (name, value)
        join pg_attribute as a
            on a.attrelid = to_regclass(relation) and a.attname = e.name
        join pg_type as t
            on t.oid = a.atttypid and t.typcategory in ('N', 'D')
        where e.value ~* '^[-+]?(nan|inf(inity)?)$'
    );
end
$$;
comment on function ops._is_boundless(text, jsonb) is 'True for NaN or infinity in a column of numbers, dates or times.';
revoke all on function ops._is_boundless(text, jsonb) from public;
