import type pg from "pg";
import { OpsError } from "../errors.ts";
import { positionOfByte, positionOfCharacter, type SourcePosition } from "./source-position.ts";

/** Runs a whole file as one simple query; a failure says where in the file it happened. */
export async function runFile(client: pg.ClientBase, path: string, text: string): Promise<void> {
  let completed = 0;
  const count = () => {
    completed += 1;
  };
  // An error raised by a function carries no position: the statements before it are counted.
  const connection = "connection" in client ? (client as pg.Client).connection : undefined;
  connection?.on("commandComplete", count);
  try {
    await client.query(text);
  } catch (error: unknown) {
    if (!isServerError(error)) throw error;
    throw await locate(error, path, text, completed);
  } finally {
    connection?.off("commandComplete", count);
  }
}

/** An error that the server reported, with its fields. */
export function isServerError(error: unknown): error is pg.DatabaseError {
  return error instanceof Error && "severity" in error && "code" in error;
}

async function locate(error: pg.DatabaseError, file: string, text: string, completed: number) {
  const position =
    error.position === undefined
      ? await startOfStatement(text, completed)
      : positionOfCharacter(text, Number(error.position));
  return new OpsError(error.message, {
    code: error.code ?? "XX000",
    // Where the server was, when the failing statement called a function.
    detail:
      [error.detail, error.where].filter((part) => part !== undefined).join("\n") || undefined,
    hint: error.hint,
    place: { file, ...position },
    cause: error,
  });
}

async function startOfStatement(text: string, index: number): Promise<SourcePosition> {
  // Loaded only here: the parser is two megabytes that an installation without errors never needs.
  const { parse } = await import("libpg-query");
  try {
    const { stmts } = await parse(text);
    return positionOfByte(text, stmts?.[index]?.stmt_location ?? 0);
  } catch {
    // A server newer than the parser may know words that it does not.
    return positionOfByte(text, 0);
  }
}
