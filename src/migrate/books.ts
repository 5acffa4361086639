import type pg from "pg";
import type { ServerFacts } from "./server-facts.ts";

/** Where node-pg-migrate keeps its books: outside schema ops, so that the last down may drop it. */
export const booksSchema = "ops_migrations";
export const booksTable = "migration";

/** Makes the books exactly as the runner would, with the comments that it would not write. */
export const createBooks = `\
comment on schema ops_migrations is
    'Books of lotastro-ops: which numbered migrations have run. Dropped by migrate down and by ops.uninstall().';
create table ops_migrations.migration (
    id serial primary key,
    name varchar(255) not null,
    run_on timestamp not null
);
comment on table ops_migrations.migration is 'Numbered migrations of schema ops that have run, in order of id.';
comment on column ops_migrations.migration.id is 'Order in which they ran.';
comment on column ops_migrations.migration.name is 'File below migrations/, without its ending.';
comment on column ops_migrations.migration.run_on is 'When, in the time zone of the session that ran it.';
`;

/** Makes the books where there are none. */
export async function ensureBooks(client: pg.ClientBase, facts: ServerFacts): Promise<void> {
  if (facts.has_books) return;
  if (!facts.has_books_schema) await client.query(`create schema ${booksSchema}`);
  // Left by a printed installation that did not get to its end.
  await client.query(`drop table if exists ${booksSchema}.staged`);
  await client.query(createBooks);
}

/** Names of the numbered migrations that have run, oldest first. */
export async function readBooks(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select name from ops_migrations.migration order by id",
  );
  return rows.map(({ name }) => name);
}
