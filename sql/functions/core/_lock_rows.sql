-- Locks rows of the application in key order, and says which it got.
create or replace function ops._lock_rows(relation text, keys text[], wait boolean)
returns text[]
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- relation and types come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_key text := coalesce((select s.key_column from ops.subject as s where s.relation = _lock_rows.relation), 'id');
    v_type text := ops._type_of(relation, v_key);
    v_locked text[];
begin
    -- no key update: for update would also block inserts of children
    execute format(
        'select array(select t.%1$I::text from %2$s as t where t.%1$I %3$s any($1::%4$s[]) order by t.%1$I for no key update%5$s)',
        v_key, to_regclass(relation)::text, ops._equality(to_regtype(v_type)), v_type,
        case when not wait then ' skip locked' end
    ) into v_locked using keys;
    return v_locked;
end
$$;
comment on function ops._lock_rows(text, text[], boolean) is 'Keys locked FOR NO KEY UPDATE; without wait, rows locked by others are left out, with wait they raise 55P03 after lock_timeout.';
revoke all on function ops._lock_rows(text, text[], boolean) from public;
