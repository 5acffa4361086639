import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);

/** sql/functions/core/_rule_advice.sql: what the pages of the rules say to do, for those who have only the database. */
export function renderAdvice(): string {
  const rules = readdirSync(new URL("docs/rules/", root))
    .map((page) => page.replace(/\.md$/, ""))
    .sort()
    .map((rule): [string, readonly string[]] => [rule, adviceOf(rule)])
    .filter(([, lines]) => lines.length > 0);
  const entries = rules.map(([rule, lines]) => {
    const texts = lines.map((line) => `  ${JSON.stringify(line)}`).join(",\n");
    return `${JSON.stringify(rule)}: [\n${texts}\n]`;
  });
  return `-- What a person does about a rule. Made by scripts/docs.ts from docs/rules: edit the pages.
create or replace function ops._rule_advice()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $advice$
{
${entries.join(",\n")}
}
$advice$::jsonb
$function$;
comment on function ops._rule_advice() is 'Section "What to do" of each rule''s page, as lines. ops.rule_page(rule) shows them.';
revoke all on function ops._rule_advice() from public;
`;
}

/** The section's lines as plain text; its tables are the choices, which the catalogue has. */
function adviceOf(rule: string): readonly string[] {
  const page = readFileSync(new URL(`docs/rules/${rule}.md`, root), "utf8");
  const section = /^## What to do\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(page)?.[1] ?? "";
  return section
    .split("\n")
    .filter((line) => !/^(\||```|\s*$)/.test(line))
    .map((line) => line.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", ""));
}
