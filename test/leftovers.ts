import type pg from "pg";

/** Every object of the database outside the system's own schemas: equal before and after is nothing left. */
export async function everything(client: pg.Client): Promise<readonly unknown[]> {
  const { rows } = await client.query(`
    select 'schema' as kind, nspname::text as name from pg_namespace
    where nspname !~ '^pg_(toast_)?temp'
    union all
    select 'relation', oid::regclass::text from pg_class
    where relnamespace::regnamespace::text !~ '^pg_toast'
    union all
    select 'routine', oid::regprocedure::text from pg_proc
    union all
    select 'type', oid::regtype::text from pg_type where typnamespace::regnamespace::text !~ '^pg_toast'
    union all
    select 'trigger', tgrelid::regclass || ' ' || tgname from pg_trigger where not tgisinternal
    union all
    select 'default grant', defaclrole::regrole::text from pg_default_acl
    union all
    select 'grant', pg_describe_object(classid, objid, objsubid) from pg_shdepend
    where refobjid::regrole::text ~ '^ops_'
      and dbid = (select oid from pg_database where datname = current_database())
    order by 1, 2`);
  return rows;
}
