import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { bootstrapDebian } from "./debian.ts";

const suites = { "15": "bookworm", "17": "trixie", "18": "sid" } as const;
export type Major = keyof typeof suites;
export const majors: readonly Major[] = ["15", "17", "18"];

const context = new URL("../docker/", import.meta.url);
const recipeLabel = "lotastro-ops.recipe";
const run = promisify(execFile);

export function imageName(major: Major): string {
  return `lotastro-ops-pg:${major}`;
}

/** Whether the image is there and was built from the files as they are now. */
export async function isBuilt(major: Major): Promise<boolean> {
  const format = `{{index .Config.Labels "${recipeLabel}"}}`;
  try {
    const { stdout } = await docker("image", "inspect", "--format", format, imageName(major));
    return stdout.trim() === recipe();
  } catch {
    return false;
  }
}

export async function buildImage(major: Major, log: (line: string) => void): Promise<void> {
  const base = await baseImage(suites[major], log);
  log(`${imageName(major)}: installing PostgreSQL ${major} on ${base}`);
  await docker(
    "build",
    ...["--tag", imageName(major)],
    ...["--label", `${recipeLabel}=${recipe()}`],
    ...["--build-arg", `BASE=${base}`, "--build-arg", `MAJOR=${major}`],
    context.pathname,
  );
}

/** Debian's image of that suite from the registry, or one made here where none is in reach. */
async function baseImage(suite: string, log: (line: string) => void): Promise<string> {
  const official = `debian:${suite}-slim`;
  const own = `lotastro-ops-base:${suite}`;
  for (const image of [official, own]) {
    if (await succeeds("image", "inspect", image)) return image;
  }
  if (await succeeds("pull", "--quiet", official)) return official;
  log(`${own}: no registry offers ${official}, making it with debootstrap`);
  await bootstrapDebian(suite, own);
  return own;
}

function recipe(): string {
  const hash = createHash("sha256");
  for (const file of ["Dockerfile", "entrypoint.sh"])
    hash.update(readFileSync(new URL(file, context)));
  return hash.digest("hex");
}

async function succeeds(...args: readonly string[]): Promise<boolean> {
  return docker(...args).then(
    () => true,
    () => false,
  );
}

async function docker(...args: readonly string[]): Promise<{ readonly stdout: string }> {
  // The classic builder: the newer one is a separate plugin, absent from many machines.
  const env = { ...process.env, DOCKER_BUILDKIT: "0" };
  return run("docker", args, { env, maxBuffer: 64 * 1024 * 1024, timeout: 30 * 60_000 });
}
