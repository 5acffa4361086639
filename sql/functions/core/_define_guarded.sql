-- Registers columns that the application's own trigger lets only an administrator change.
create or replace function ops._define_guarded(relation text, variadic columns text[])
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.guarded as g (relation, columns)
    values (relation, columns)
    on conflict on constraint guarded_pkey do update
    set columns = excluded.columns, installed_at = now()
$$;
comment on function ops._define_guarded(text, text[]) is 'Writes one row of ops.guarded: these columns are changed in the name of act_as_user_id, or not at all.';
revoke all on function ops._define_guarded(text, text[]) from public;
