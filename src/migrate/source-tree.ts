import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { OpsError } from "../errors.ts";
import { orderObjects } from "./object-order.ts";

export interface NumberedFile {
  /** '0001_schema', as the bookkeeping knows it. */
  readonly name: string;
  /** 'migrations/0001_schema.up.sql'. */
  readonly path: string;
  readonly text: string;
}

export interface ObjectFile {
  /** 'functions/core/now.sql', as ops.object_version knows it. */
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
  /** 'routine now', 'view open_finding': what the file defines. */
  readonly defines: readonly string[];
}

/** All that is installed, as it lies on disk. */
export interface SourceTree {
  readonly root: string;
  readonly version: string;
  readonly migrations: readonly NumberedFile[];
  readonly downs: readonly NumberedFile[];
  readonly objects: readonly ObjectFile[];
}

// Two folders up from src/migrate and from dist/migrate alike.
const packageRoot = fileURLToPath(new URL("../..", import.meta.url));

/** Reads the package's migrations and objects, in the order they are applied. */
export async function readSourceTree(root: string = packageRoot): Promise<SourceTree> {
  const [manifest, migrations, downs, objects] = await Promise.all([
    readFile(join(root, "package.json"), "utf8"),
    readNumbered(root, ".up.sql"),
    readNumbered(root, ".down.sql"),
    readObjects(root),
  ]);
  for (const { name } of migrations) {
    if (!downs.some((down) => down.name === name)) {
      throw new OpsError(`migration ${name} has no .down.sql`, { code: "PACKAGE" });
    }
  }
  const { version } = JSON.parse(manifest) as { version: string };
  return { root, version, migrations, downs, objects: orderObjects(objects) };
}

/** 'routine now' for each `create … function ops.now` that starts a line. */
export function definedNames(text: string): readonly string[] {
  const pattern =
    /^create\s+(?:or\s+replace\s+)?(function|procedure|view|materialized\s+view)\s+ops\.(?:"([^"]+)"|(\w+))/gim;
  const names = Array.from(text.matchAll(pattern), ([, kind = "", quoted, bare]) => {
    const group = /view/i.test(kind) ? "view" : "routine";
    return `${group} ${quoted ?? (bare ?? "").toLowerCase()}`;
  });
  return [...new Set(names)].sort();
}

async function readNumbered(root: string, suffix: string): Promise<readonly NumberedFile[]> {
  const names = (await readdir(join(root, "migrations"))).filter((name) => name.endsWith(suffix));
  return Promise.all(
    names.sort().map(async (name) => ({
      name: name.slice(0, -suffix.length),
      path: `migrations/${name}`,
      text: await readFile(join(root, "migrations", name), "utf8"),
    })),
  );
}

async function readObjects(root: string): Promise<readonly ObjectFile[]> {
  const folder = join(root, "sql");
  const lists = await Promise.all(["functions", "views"].map((top) => sqlFiles(join(folder, top))));
  return Promise.all(
    lists.flat().map(async (file) => {
      const text = await readFile(file, "utf8");
      return {
        path: relative(folder, file).split(sep).join("/"),
        text,
        sha256: createHash("sha256").update(text).digest("hex"),
        defines: definedNames(text),
      };
    }),
  );
}

async function sqlFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".sql"))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error: unknown) {
    // A package without views has no folder for them.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
