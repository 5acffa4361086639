import { join } from "node:path";
import { runner } from "node-pg-migrate";
import type pg from "pg";
import { booksSchema, booksTable } from "./books.ts";
import { runFile } from "./run-file.ts";
import type { NumberedFile, SourceTree } from "./source-tree.ts";

/** Runs pending numbered files up, or the newest `count` down, inside the caller's transaction. */
export async function runNumbered(
  client: pg.ClientBase,
  tree: SourceTree,
  direction: "up" | "down",
  count: number,
): Promise<readonly string[]> {
  const ran = await runner({
    dbClient: withinTransaction(client, direction === "up" ? tree.migrations : tree.downs),
    dir: join(tree.root, "migrations"),
    direction,
    count,
    migrationsSchema: booksSchema,
    migrationsTable: booksTable,
    singleTransaction: true,
    checkOrder: true,
    // The caller holds a lock of its own, for longer than the runner's would last.
    noLock: true,
    ignorePattern: "\\..*|.*\\.md",
    migrationLoaderStrategies: [{ extensions: [".sql"], loader: "sql" }],
    // It would print the whole text of a file that fails; InstallError says it in four lines.
    logger: { info: ignore, warn: ignore, error: ignore },
  });
  return ran.map(({ name }) => name);
}

/**
 * The runner begins and commits by itself and offers no way out, yet numbered files and objects
 * must stand or fall together. So it gets a client whose BEGIN, COMMIT and ROLLBACK do nothing:
 * they are the caller's. A failure still reaches the caller, who then rolls everything back.
 */
function withinTransaction(client: pg.ClientBase, files: readonly NumberedFile[]): pg.ClientBase {
  const query = (text: string, values?: unknown[]) => {
    if (/^(begin|commit|rollback)$/i.test(text)) return Promise.resolve({ rows: [], rowCount: 0 });
    const file = files.find((each) => text === each.text || text === `${each.text};`);
    return file ? runFile(client, file.path, file.text) : client.query(text, values);
  };
  return { query } as unknown as pg.ClientBase;
}

function ignore(): void {}
