export interface Mutant {
  readonly title: string;
  readonly sql: string;
}

/** Each pair turns a predicate into its opposite, or lets rows through that it kept out. */
const inversions: readonly (readonly [RegExp, string])[] = [
  [/ operator\(pg_catalog\.=\) /g, " operator(pg_catalog.<>) "],
  [/(?<=[\w)'"]) = (?!any\b)(?=[\w('"])/g, " <> "],
  [/ <> /g, " = "],
  [/ < /g, " >= "],
  [/ > /g, " <= "],
  [/ is null\b/g, " is not null"],
  [/ is not null\b/g, " is null"],
  [/\band r\.status\b/g, "or r.status"],
  [/\bor \(/g, "and ("],
  [/ in \('/g, " not in ('"],
  [/\bsum\(/g, "max("],
  [/\bunion all\b/g, "except"],
];

/** The files that differ from a rule's file in one predicate of its function's body. */
export function mutantsOf(sql: string): Mutant[] {
  const start = sql.indexOf("as $$") + "as $$".length;
  const end = sql.indexOf("$$;", start);
  const body = sql.slice(start, end);
  return inversions.flatMap(([pattern, opposite]) =>
    [...body.matchAll(pattern)].map((match) => {
      const line = body.slice(0, match.index).split("\n").length;
      const mutated =
        body.slice(0, match.index) + opposite + body.slice(match.index + match[0].length);
      return {
        title: `line ${line} of the body: "${match[0].trim()}" as "${opposite.trim()}"`,
        sql: sql.slice(0, start) + mutated + sql.slice(end),
      };
    }),
  );
}
