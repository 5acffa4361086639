import { OpsError } from "../errors.ts";

export interface Orderable {
  /** 'functions/core/now.sql' or 'views/open_finding.sql'. */
  readonly path: string;
  readonly text: string;
}

/**
 * Files in the order they are applied: core, the other folders by name, then views; in a folder
 * those with a leading underscore first. A `-- requires: functions/core/x` on line 2 moves what
 * it names before the file. The base order is kept wherever nothing is required.
 */
export function orderObjects<T extends Orderable>(files: readonly T[]): readonly T[] {
  const sorted = files.toSorted((a, b) => compare(sortKey(a.path), sortKey(b.path)));
  const byPath = new Map(sorted.map((file) => [file.path, file]));
  const ordered = new Set<T>();
  const visit = (file: T, trail: readonly string[]): void => {
    if (ordered.has(file)) return;
    if (trail.includes(file.path)) {
      const cycle = [...trail.slice(trail.indexOf(file.path)), file.path].join(" -> ");
      throw misplaced(`files require each other: ${cycle}`, file);
    }
    for (const name of requiredNames(file)) {
      const required = byPath.get(`${name}.sql`);
      if (required === undefined) {
        throw misplaced(`requires an unknown file: ${name}`, file);
      }
      visit(required, [...trail, file.path]);
    }
    ordered.add(file);
  };
  for (const file of sorted) visit(file, []);
  return [...ordered];
}

function requiredNames(file: Orderable): readonly string[] {
  const list = /^--\s*requires:\s*(.+)$/.exec(secondLine(file))?.[1];
  return list === undefined ? [] : list.split(",").map((name) => name.trim());
}

function misplaced(message: string, file: Orderable): OpsError {
  const excerpt = `2 | ${secondLine(file)}`;
  return new OpsError(message, {
    code: "PACKAGE",
    hint: "Line 2 names files below sql/ without their ending: -- requires: functions/core/now",
    place: { file: `sql/${file.path}`, line: 2, column: 1, excerpt },
  });
}

function secondLine(file: Orderable): string {
  return (file.text.split("\n")[1] ?? "").trimEnd();
}

function sortKey(path: string): readonly string[] {
  const [top = "", ...rest] = path.split("/");
  const folder = rest.slice(0, -1).join("/");
  const name = rest.at(-1) ?? "";
  return [
    top === "functions" ? "0" : "1",
    folder === "core" ? "0" : "1",
    folder,
    name.startsWith("_") ? "0" : "1",
    name,
  ];
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? "";
    // Code units, not the locale: every machine must apply the files in the same order.
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
