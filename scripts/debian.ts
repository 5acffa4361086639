import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const sources = "/etc/apt/sources.list.d";

/** Makes a minimal Debian of `suite` from packages and imports it as Docker image `image`. */
export async function bootstrapDebian(suite: string, image: string): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new Error(`image ${image} must be made with debootstrap: run this once as root`);
  }
  // /tmp may be mounted without device nodes or be held in memory.
  const root = mkdtempSync(`/var/tmp/${suite}-`);
  try {
    const mirror = debianMirror(aptSources());
    const target = ["--variant=minbase", suite, root, ...(mirror === undefined ? [] : [mirror])];
    await run("debootstrap", target, { maxBuffer: 64 * 1024 * 1024, timeout: 20 * 60_000 });
    await run("bash", ["-c", importScript, "import", root, image], { timeout: 5 * 60_000 });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const importScript = `
set -euo pipefail
tar -C "$1" --exclude='./var/cache/apt/archives/*.deb' --exclude='./var/lib/apt/lists/*' -c . |
  docker import --change 'CMD ["bash"]' - "$2"
`;

/** The mirror this machine's own apt uses; undefined leaves the choice to debootstrap. */
export function debianMirror(apt: string): string | undefined {
  const addresses = apt
    .split("\n")
    .filter((line) => /^(URIs:|deb\s)/.test(line))
    .flatMap((line) => line.match(/\b(https?|file|ftp):\S+/g) ?? []);
  return addresses.find((address) => /\/debian\/?$/.test(address));
}

function aptSources(): string {
  const files = readdirSync(sources)
    .filter((name) => /\.(sources|list)$/.test(name))
    .map((name) => join(sources, name));
  return ["/etc/apt/sources.list", ...files].map(readIfThere).join("\n");
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
