import { colours, type Io } from "../output/io.ts";
import { type AnyRow, showRows } from "../output/rows.ts";
import type { PublicStatus, StatusPage } from "../page/facts.ts";

/** The report in a terminal: the same facts as on the page, without the history. */
export function showReport(page: StatusPage, io: Io): void {
  part(io, "Areas", "", page.areas, (one) => ({
    area: one.area,
    state: one.state,
    findings: one.findings,
    silenced: one.silenced,
    rows: one.rows,
    metres: one.metres,
    incidents: one.incidents,
    checked: one.checked_at,
    note: one.checked_at !== null && !one.current ? "too long ago" : null,
  }));
  part(io, "Incidents", "None is open, and no post-mortem is due.", page.incidents, (one) => ({
    id: one.id,
    severity: one.severity,
    area: one.area,
    state: one.state,
    title: one.title,
    clock: one.clock,
    with: one.assignee ?? one.person ?? one.role,
  }));
  part(io, "Jobs", "", page.jobs, (one) => ({
    name: one.name,
    state: one.state,
    schedule: one.schedule,
    stretched: one.stretched,
    last_ok: one.last_ok_at,
    seconds: one.seconds,
    note: one.note,
  }));
  part(io, "Nightly repair", "No night was planned yet.", page.repairs.nights, (one) => ({
    ...one,
  }));
  const { runs, days } = page.repairs;
  part(io, `Repairs and undos of the last ${days.length} days`, "None.", runs, (one) => ({
    id: one.id,
    kind: one.kind,
    area: one.area,
    state: one.state,
    actor: one.actor,
    reason: one.reason,
    done: one.done,
    left_alone: one.left_alone,
    started: one.started_at,
  }));
}

/** The public report in a terminal. */
export function showPublicReport(page: PublicStatus, io: Io): void {
  part(io, "Areas", "", page.areas, (one) => ({
    area: one.area,
    title: one.title,
    state: one.state,
    checked: one.checked_at,
  }));
  part(io, "Incidents", "None is open.", page.incidents, (one) => ({
    severity: one.severity,
    area: one.area,
    state: one.state,
    opened: one.opened_at,
    due: one.response_due,
  }));
}

function part<One>(
  io: Io,
  title: string,
  empty: string,
  all: readonly One[],
  row: (one: One) => AnyRow,
): void {
  const { bold } = colours(io, io.stdout);
  io.stdout.write(`${bold(title)}\n`);
  if (all.length === 0) io.stdout.write(`${empty}\n`);
  else showRows(all.map(row), io);
  io.stdout.write("\n");
}
