/** What supabase/config.toml says of its functions: name, and verify_jwt as the platform takes it. */
export function readFunctionSections(toml: string): ReadonlyMap<string, boolean> {
  const sections = new Map<string, boolean>();
  let current: string | undefined;
  for (const line of withoutLongStrings(toml).split(/\r?\n/)) {
    const header = /^\s*\[\[?([^\]]*)\]\]?\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      current = functionName(header);
      // A section that does not say demands a token: the platform's default.
      if (current !== undefined && !sections.has(current)) sections.set(current, true);
      continue;
    }
    const flag = /^\s*("?)verify_jwt\1\s*=\s*(true|false)\s*(?:#.*)?$/.exec(line)?.[2];
    if (flag !== undefined && current !== undefined) sections.set(current, flag === "true");
  }
  return sections;
}

/** `functions.name`, `functions."name"`; not `functions.name.env` and nothing else. */
function functionName(header: string): string | undefined {
  const match = /^\s*functions\s*\.\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*$/.exec(header);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

/** A text over several lines may hold anything, also what looks like a section. */
function withoutLongStrings(toml: string): string {
  return toml.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''/g, '""');
}
