import { readFileSync, writeFileSync } from "node:fs";

const page = new URL("../../docs/BENCHMARKS.md", import.meta.url);

/** The page holds other benchmarks: only what stands between two marks is replaced. */
export function writeSection(name: string, text: string): void {
  const whole = readFileSync(page, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/BENCHMARKS.md has no ${begin} … ${end}`);
  writeFileSync(page, `${whole.slice(0, from)}${begin}\n${text}\n${whole.slice(to)}`);
}
