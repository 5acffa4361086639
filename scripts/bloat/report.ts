import { formulas } from "./public-formulas.ts";
import type { Result } from "./run-shape.ts";

/** The section of docs/BENCHMARKS.md, and whether what was promised is reached. */
export interface Report {
  readonly markdown: string;
  readonly reached: boolean;
}

interface Kind {
  readonly title: string;
  readonly rewrite: string;
  readonly kind: "table" | "btree";
}

const kinds: readonly Kind[] = [
  { title: "Tables and TOAST tables", rewrite: "VACUUM FULL", kind: "table" },
  { title: "Btrees", rewrite: "REINDEX", kind: "btree" },
];

export function bloatReport(results: readonly Result[], version: string, rows: number): Report {
  const sections = kinds.map((kind) =>
    section(
      kind,
      results.filter(({ shape }) => (shape.kind === "btree") === (kind.kind === "btree")),
    ),
  );
  const intro = `## Bloat: what is said against what a rewrite gives back

PostgreSQL ${version}, ${rows.toLocaleString("en")} rows at scale 1, by \`scripts/bench-bloat.ts\`. Percent of the relation's size;
± is the standard error that we state. "statistics" is our own estimate before anything is measured. – is no answer; for ours it
is withheld with a reason. Public formulas are clipped to 0–100, and so is the truth that they are compared with.
${formulas.map(({ name, about }) => `\n- *${name}*: ${about}`).join("")}
`;
  return {
    markdown: [intro, ...sections.map((part) => part.markdown)].join("\n"),
    reached: sections.every((part) => part.reached),
  };
}

function section({ title, rewrite, kind }: Kind, results: readonly Result[]): Report {
  const names = formulas.filter((formula) => formula.kind === kind).map(({ name }) => name);
  const lines = results.map((result) => line(result, names));
  const ours = errors(results, ({ measured }) => measured, false);
  const screens = errors(results, ({ screened }) => screened, false);
  const theirs = names.map((name) =>
    errors(results, ({ publicAnswers }) => publicAnswers.get(name) ?? null, true),
  );
  const summary = (label: string, pick: (values: readonly number[]) => string) =>
    cells([`**${label}**`, "", "", `**${pick(ours)}**`, pick(screens), ...theirs.map(pick), ""]);
  return {
    markdown: `### ${title}
${cells(["shape", "pages", rewrite, "measured", "statistics", ...names, "ms"])}
${cells(["---", ...Array.from({ length: names.length + 5 }, () => "---:")])}
${lines.join("\n")}
${summary("mean error", (values) => mean(values).toFixed(2))}
${summary("worst error", (values) => Math.max(0, ...values).toFixed(1))}
${summary("answered", (values) => `${values.length} of ${results.length}`)}
`,
    reached: mean(ours) <= 1 && Math.max(0, ...ours) <= 5,
  };
}

function line(result: Result, names: readonly string[]): string {
  const { shape, pages, truth, measured, standardError, screened, publicAnswers, milliseconds } =
    result;
  return cells([
    shape.name,
    String(pages),
    truth.toFixed(1),
    measured === null ? "–" : `${measured.toFixed(1)} ± ${standardError.toFixed(1)}`,
    short(screened),
    ...names.map((name) => short(publicAnswers.get(name) ?? null)),
    milliseconds.toFixed(0),
  ]);
}

function errors(
  results: readonly Result[],
  answer: (result: Result) => number | null,
  clipped: boolean,
): number[] {
  return results.flatMap((result) => {
    const said = answer(result);
    const truth = clipped ? Math.max(0, result.truth) : result.truth;
    return said === null ? [] : [Math.abs(said - truth)];
  });
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function short(value: number | null): string {
  return value === null ? "–" : value.toFixed(1);
}

function cells(values: readonly string[]): string {
  return `| ${values.join(" | ")} |`;
}
