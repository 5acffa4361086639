-- Registers a row of another table that the application's own trigger changes along with a row.
create or replace function ops._define_collateral(subject text, key_column text, relation text)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.collateral as c (subject, key_column, relation)
    values (subject, key_column, relation)
    on conflict on constraint collateral_pkey do update
    set relation = excluded.relation, installed_at = now()
$$;
comment on function ops._define_collateral(text, text, text) is 'Writes one row of ops.collateral: a change of subject also changes the row of relation that key_column names.';
revoke all on function ops._define_collateral(text, text, text) from public;
