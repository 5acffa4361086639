import type pg from "pg";

/** What decides whether anything can be installed here, and what already is. */
export interface ServerFacts {
  readonly version_num: number;
  readonly version: string;
  readonly standby: boolean;
  readonly read_only: boolean;
  readonly database: string;
  readonly session_role: string;
  readonly can_create: boolean;
  /** Owner of schema ops; null where there is none. */
  readonly owner: string | null;
  readonly can_act_as_owner: boolean;
  /** Our two roles exist, or can be made. */
  readonly can_have_roles: boolean;
  readonly has_books_schema: boolean;
  readonly has_books: boolean;
  readonly has_versions: boolean;
  readonly has_runs: boolean;
}

// Tables are looked up in pg_class: to_regclass raises for a role that may not use the schema.
const query = `
select
    current_setting('server_version_num')::int as version_num,
    current_setting('server_version') as version,
    pg_is_in_recovery() as standby,
    current_setting('transaction_read_only') = 'on' as read_only,
    current_database()::text as database,
    current_user::text as session_role,
    has_database_privilege(current_database(), 'create') as can_create,
    (select pg_get_userbyid(n.nspowner)::text from pg_namespace as n where n.nspname = 'ops') as owner,
    coalesce(
        (select pg_has_role(n.nspowner, 'member') from pg_namespace as n where n.nspname = 'ops'),
        false
    ) as can_act_as_owner,
    (select r.rolsuper or r.rolcreaterole from pg_roles as r where r.rolname = current_user)
        or (
            select count(*) = 2 from pg_roles as r where r.rolname in ('ops_reader', 'ops_operator')
        ) as can_have_roles,
    exists (select from pg_namespace as n where n.nspname = 'ops_migrations') as has_books_schema,
    exists (
        select from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'ops_migrations' and c.relname = 'migration'
    ) as has_books,
    exists (
        select from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'ops' and c.relname = 'object_version'
    ) as has_versions,
    exists (
        select from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'ops' and c.relname = 'run'
    ) as has_runs`;

/** Reads the facts with one query that every server and every role can answer. */
export async function readServerFacts(client: pg.ClientBase): Promise<ServerFacts> {
  const { rows } = await client.query<ServerFacts>(query);
  const [facts] = rows;
  if (facts === undefined) throw new Error("the server answered no row");
  return facts;
}
