-- Records which sealed rows of the journal were purged.
create or replace function ops._seal_purged(gone jsonb)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows record;
begin
    for v_rows in
        select g.key as subject, array(select jsonb_array_elements_text(g.value)) as keys
        from jsonb_each(gone) as g
        where g.value <> '[]'
        order by g.key
    loop
        perform ops._seal_amend('purged', v_rows.subject, v_rows.keys);
    end loop;
end
$$;
comment on function ops._seal_purged(jsonb) is 'gone as ops._seal_purge() returned it.';
revoke all on function ops._seal_purged(jsonb) from public;
