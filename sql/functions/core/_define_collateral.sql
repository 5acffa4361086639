-- Registers a row of another table that the application's own trigger changes along with a row.
create or replace function ops._define_collateral(subject text, key_column text, relation text, counter text default null, amount text default null)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.collateral as c (subject, key_column, relation, counter, amount)
    values (subject, key_column, relation, counter, amount)
    on conflict on constraint collateral_pkey do update
    set relation = excluded.relation, counter = excluded.counter, amount = excluded.amount, installed_at = now()
$$;
comment on function ops._define_collateral(text, text, text, text, text) is 'Writes one row of ops.collateral: a change of subject also changes the row of relation that key_column names, there adding amount to counter.';
revoke all on function ops._define_collateral(text, text, text, text, text) from public;
