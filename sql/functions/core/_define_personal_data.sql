-- Registers which columns of a table are about persons.
create or replace function ops._define_personal_data(subject text, variadic columns text[])
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.personal_data as p (subject, columns)
    values (subject, columns)
    on conflict on constraint personal_data_pkey do update
    set columns = excluded.columns, installed_at = now()
$$;
comment on function ops._define_personal_data(text, text[]) is 'Writes one row of ops.personal_data.';
revoke all on function ops._define_personal_data(text, text[]) from public;
