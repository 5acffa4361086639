-- Runs ANALYZE on one table, or says why not.
create or replace function ops._analyze_table(relation text, out state text, out note text)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the name comes from pg_class, quoted
-- @plpgsql_check_options: security_warnings = off
declare
    v_relid regclass := to_regclass(relation);
begin
    -- for anybody else ANALYZE warns, does nothing and succeeds
    if not (
        pg_has_role((select c.relowner from pg_class as c where c.oid = v_relid), 'usage')
        or pg_has_role((select d.datdba from pg_database as d where d.datname = current_database()), 'usage')
    ) then
        state := 'refused';
        note := format('%I does not own it', current_user);
        return;
    end if;
    execute format('analyze %s', v_relid);
    state := 'analyzed';
exception
    when lock_not_available then
        state := 'busy';
        note := 'another session holds a lock on it; autovacuum may be analyzing it now';
end
$$;
comment on function ops._analyze_table(text) is 'state: analyzed, busy or refused, and why.';
revoke all on function ops._analyze_table(text) from public;
