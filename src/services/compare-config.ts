import { readFunctionSections } from "./config-toml.ts";
import type { EdgeFunction } from "./edge-functions.ts";

/** One function, and how config.toml stands to what is known of it. */
export interface Compared {
  readonly name: string;
  readonly header: string;
  /** agrees, differs, missing, unknown here (a section of a function nobody knows) or not compared. */
  readonly state: string;
  readonly note: string;
}

/** Every function of the catalogue and every section of config.toml, by name. */
export function compareConfig(
  known: readonly EdgeFunction[],
  toml: string | undefined,
): readonly Compared[] {
  const sections = toml === undefined ? undefined : readFunctionSections(toml);
  const names = new Set(known.map(({ name }) => name));
  const strangers = [...(sections?.keys() ?? [])].filter((name) => !names.has(name));
  return [
    ...known.map((one) => compare(one, sections)),
    ...strangers.map((name) => ({
      name,
      header: "",
      state: "unknown here",
      note: "config.toml names it, the catalogue does not: insert it into ops.edge_function_setting",
    })),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function compare(
  { name, header, verify_jwt: wanted, purpose, exists_in_app: exists, inferred }: EdgeFunction,
  sections: ReadonlyMap<string, boolean> | undefined,
): Compared {
  const row = (state: string, note = purpose): Compared => ({ name, header, state, note });
  const guessed = inferred.length === 0 ? "" : ` (inferred: ${inferred.join(", ")})`;
  if (sections === undefined) return row("not compared", `${purpose}${guessed}`);
  const said = sections.get(name);
  if (!exists)
    return said === undefined
      ? row("agrees")
      : row("differs", "a section, but nobody has written it");
  if (wanted === null) return row("not compared");
  // Without a section the gateway demands a token.
  const actual = said ?? true;
  if (actual === wanted) return row("agrees");
  const doubt = inferred.includes("verify_jwt")
    ? "; what it should be is inferred: if config.toml is right, --accept"
    : "";
  if (said === undefined) {
    return row(
      "missing",
      `no section, so the gateway demands a token that no caller of it has (${header})${doubt}`,
    );
  }
  return row(
    "differs",
    (wanted
      ? openNote(header)
      : "verify_jwt = true: the gateway refuses callers that bring no token") + doubt,
  );
}

function openNote(header: string): string {
  const alone =
    header === "none"
      ? "and it asks for nothing itself: anybody may run it"
      : `only its own check (${header}) is left`;
  return `verify_jwt = false: the gateway lets everybody through, ${alone}`;
}
