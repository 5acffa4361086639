import type pg from "pg";

/**
 * One installation at a time in a database. The key is the name's hash, as for every advisory
 * lock of this package, so that whoever meets it in pg_locks can compute it. It lasts as long as
 * the transaction: no failure, not even a killed process, leaves it behind, and none can end up
 * with another client of a connection pooler.
 */
export const lockKey = "hashtextextended('ops:migrate', 0)";

/** Takes the lock until the transaction ends; false when another session has it. */
export async function tryLock(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(${lockKey}) as taken`,
  );
  return rows[0]?.taken ?? false;
}

// What another role's session may not show (its client's address) is null and left out.
const person = `concat_ws(' ', 'pid', a.pid,
    '(' || concat_ws(', ', 'role ' || a.usename, nullif(a.application_name, ''),
        'from ' || coalesce(host(a.client_addr), nullif(a.client_hostname, ''))) || ')')`;

const lockHolder = `
select ${person} as who
from pg_locks as l
join pg_stat_activity as a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select d.oid from pg_database as d where d.datname = current_database())
    and (l.classid::bigint << 32 | l.objid::bigint) = ${lockKey}
    and l.pid <> pg_backend_pid()`;

/** Whose repair is running. One that has not committed yet shows in its lock on ops.run instead. */
export const runningRepair = `
select concat_ws(' ', ${person}, 'run ' || r.id, 'by ' || r.actor) as who
from ops.run as r
join pg_stat_activity as a on a.pid = r.pid
where r.state = 'running' and coalesce(a.backend_start = r.backend_start, true)
    and r.pid <> pg_backend_pid()
order by r.id`;

const objectHolder = `
select ${person} || ', which uses ops.' || min(c.relname) as who
from pg_locks as l
join pg_class as c on c.oid = l.relation
join pg_stat_activity as a on a.pid = l.pid
where c.relnamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
    and l.database = (select d.oid from pg_database as d where d.datname = current_database())
    and l.granted and l.pid <> pg_backend_pid()
group by a.pid, a.usename, a.application_name, a.client_addr, a.client_hostname
order by a.pid`;

/** Who holds the lock of `tryLock`. */
export function whoMigrates(client: pg.ClientBase): Promise<string | undefined> {
  return who(client, lockHolder);
}

/** Whose repair is running; undefined when none is, or its session is dead. */
export function whoRepairs(client: pg.ClientBase): Promise<string | undefined> {
  return who(client, runningRepair);
}

/** Who holds a lock on a table or view of ours. */
export function whoUsesObjects(client: pg.ClientBase): Promise<string | undefined> {
  return who(client, objectHolder);
}

async function who(client: pg.ClientBase, query: string): Promise<string | undefined> {
  const { rows } = await client.query<{ who: string }>(query);
  return rows.length === 0 ? undefined : rows.map((row) => row.who).join("; ");
}
