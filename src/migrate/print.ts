import { createHash } from "node:crypto";
import { OpsError } from "../errors.ts";
import { installBlock } from "./print-block.ts";
import { quoteLiteral } from "./quote-literal.ts";
import { readSourceTree, type SourceTree } from "./source-tree.ts";

export interface InstallationPart {
  /** 'lotastro-ops-0.1.0-1-of-2.sql'. */
  readonly name: string;
  readonly sql: string;
}

const maxParts = 4;
const maxBytes = 900_000;

/**
 * The installation as plain SQL, for pipelines that only run SQL: the parts are run in order, by
 * whatever splits them into statements. All but the last statement only lay the files down in a
 * table; the last one installs from there, in one transaction, what `migrate up` would. It refuses
 * when a part is missing or was mangled on the way. Running it again is harmless, and running that
 * of a newer release upgrades.
 */
export async function printInstallation(
  options: { readonly root?: string } = {},
): Promise<readonly InstallationPart[]> {
  const tree = await readSourceTree(options.root);
  const files = stagedFiles(tree);
  const digest = createHash("md5")
    .update(files.map(({ text }) => text).join(""))
    .digest("hex");
  const statements = [...files.map(stageFile), installBlock(tree.version, files.length, digest)];
  const parts = distribute(statements);
  if (parts.length > maxParts) {
    throw new OpsError(`the installation fills ${parts.length} parts, more than ${maxParts}`, {
      code: "PACKAGE",
    });
  }
  return parts.map((part, index) => {
    const position = `part ${index + 1} of ${parts.length}`;
    const title = `lotastro-ops ${tree.version}, ${position}: run all parts in order`;
    const sql = [
      `select '${title}' as installing`,
      ...(index === 0 ? [startStaging] : []),
      ...part,
    ];
    return {
      name: `lotastro-ops-${tree.version}-${index + 1}-of-${parts.length}.sql`,
      sql: `${sql.join(";\n")};\n`,
    };
  });
}

interface StagedFile {
  readonly kind: "migration" | "object";
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
  readonly defines: readonly string[];
}

function stagedFiles({ migrations, objects }: SourceTree): readonly StagedFile[] {
  return [
    ...migrations.map(({ name, text }) => ({
      kind: "migration" as const,
      path: name,
      text,
      sha256: "",
      defines: [],
    })),
    ...objects.map((file) => ({ kind: "object" as const, ...file })),
  ];
}

const startStaging = `create schema if not exists ops_migrations;
drop table if exists ops_migrations.staged;
create table ops_migrations.staged (position integer primary key, kind text not null, path text not null, sha256 text not null, defines text[] not null, text text not null)`;

function stageFile(file: StagedFile, index: number): string {
  const values = [
    String(index + 1),
    quoteLiteral(file.kind),
    quoteLiteral(file.path),
    quoteLiteral(file.sha256),
    `array[${file.defines.map(quoteLiteral).join(", ")}]::text[]`,
    quoteLiteral(file.text),
  ];
  return `insert into ops_migrations.staged values (${values.join(", ")})`;
}

function distribute(statements: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let size = 0;
  for (const statement of statements) {
    const bytes = Buffer.byteLength(statement);
    if (size > 0 && size + bytes > maxBytes) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(statement);
    size += bytes;
  }
  return parts;
}
