/** Order of two releases like 0.2.0 or 1.0.0-rc.2: negative when `a` is the older. */
export function compareVersions(a: string, b: string): number {
  const left = parse(a);
  const right = parse(b);
  for (const [index, number] of left.numbers.entries()) {
    const difference = number - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // A pre-release comes before its release.
  if (left.suffix === right.suffix) return 0;
  if (left.suffix === "") return 1;
  if (right.suffix === "") return -1;
  return left.suffix.localeCompare(right.suffix, "en", { numeric: true });
}

function parse(version: string): { readonly numbers: readonly number[]; readonly suffix: string } {
  const [release = "", ...suffix] = version.split("-");
  return { numbers: release.split(".").map(Number), suffix: suffix.join("-") };
}
