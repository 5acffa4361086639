import type pg from "pg";
import { types } from "../connect/values.ts";
import { toOpsError } from "../errors.ts";

/** Runs one statement; numbers that JavaScript would round arrive as text, errors as OpsError. */
export async function call<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    const bound = values.length === 0 ? {} : { values: [...values] };
    return (await client.query<Row>({ text, types, ...bound })).rows;
  } catch (error: unknown) {
    throw toOpsError(error);
  }
}
