import type pg from "pg";
import { expect } from "vitest";
import type { Stage } from "./strike.ts";

type Row = Readonly<Record<string, string | null>>;
/** Every row, by table and id; without the time that the application's own triggers stamp. */
export type State = ReadonlyMap<string, Row>;

export interface Change {
  readonly subject: string;
  readonly id: string;
  readonly action: string;
  readonly before: Row;
  readonly after: Row;
}

export async function stateOf({ judge, tables }: Stage): Promise<State> {
  const state = new Map<string, Row>();
  for (const table of tables) {
    const { rows } = await judge.query<Row>(`select * from ${table}`);
    for (const row of rows) state.set(`${table} ${row.id}`, unstamped(row));
  }
  return state;
}

function unstamped(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== "updated_at"));
}

export async function lastChange(judge: pg.Client): Promise<string> {
  const { rows } = await judge.query<{ id: string }>("select max(id) as id from ops.change");
  return rows[0]?.id ?? "0";
}

export async function journalAfter(judge: pg.Client, last: string): Promise<Change[]> {
  const { rows } = await judge.query<Record<string, string | null>>(
    "select c.subject, c.key ->> 'id' as id, c.action, c.before, c.after from ops.change as c where c.id > $1 order by c.id",
    [last],
  );
  return rows.map(({ subject, id, action, before, after }) => ({
    subject: subject ?? "",
    id: id ?? "",
    action: action ?? "",
    before: JSON.parse(before ?? "{}"),
    after: JSON.parse(after ?? "{}"),
  }));
}

/** What a state becomes by the journal alone. A change must find its row as it says. */
export function replay(state: State, journal: readonly Change[]): State {
  const next = new Map(state);
  for (const { subject, id, action, before, after } of journal) {
    const name = `${subject} ${id}`;
    const row = next.get(name);
    if (action === "insert") expect(row, name).toBeUndefined();
    else expect(row, name).toMatchObject(unstamped(before));
    if (action === "delete") next.delete(name);
    else next.set(name, { ...row, ...unstamped(after) });
  }
  return next;
}

/** Each run says how much it has done, and none but the last may be open. */
export async function expectSoundRuns(judge: pg.Client): Promise<void> {
  const { rows } = await judge.query(`
    select r.id, r.state, r.done from ops.run as r
    where r.done <> (select count(*) from ops.change as c where c.run = r.id and c.caused_by is null)
      or (r.state = 'running' and r.id < (select max(m.id) from ops.run as m))`);
  expect(rows).toEqual([]);
}
