import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A copy of all that is installed, to be changed by one test. */
export interface TreeCopy {
  readonly root: string;
  write(path: string, text: string): void;
  edit(path: string, change: (text: string) => string): void;
  remove(path: string): void;
}

/** Copies the package's migrations and objects, or the migrations alone; gone when the test is. */
export function copyTree({ objects = true } = {}): TreeCopy {
  const copy = mkdtempSync(join(tmpdir(), "lotastro-ops-tree-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const path of ["package.json", "migrations", ...(objects ? ["sql"] : [])]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  const write = (path: string, text: string) => writeFileSync(join(copy, path), text);
  return {
    root: copy,
    write,
    edit: (path, change) => write(path, change(readFileSync(join(copy, path), "utf8"))),
    remove: (path) => rmSync(join(copy, path), { recursive: true }),
  };
}

/** Makes the copy another release of the package. */
export function setVersion(tree: TreeCopy, version: string): void {
  tree.edit("package.json", (text) => JSON.stringify({ ...JSON.parse(text), version }));
}
