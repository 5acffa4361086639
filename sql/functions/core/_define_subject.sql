-- Registers how the rows of a table are called and told apart.
create or replace function ops._define_subject(relation text, noun text, label text, key_column text default 'id')
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.subject as s (relation, noun, key_column, label)
    values (relation, noun, key_column, label)
    on conflict on constraint subject_pkey do update
    set noun = excluded.noun,
        key_column = excluded.key_column,
        label = excluded.label,
        installed_at = now()
$$;
comment on function ops._define_subject(text, text, text, text) is 'Writes one row of ops.subject; label is an expression over alias t.';
revoke all on function ops._define_subject(text, text, text, text) from public;
