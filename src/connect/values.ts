import pg from "pg";

/**
 * How values arrive: bigint and numeric as text, and numbers inside JSON as text too where
 * JavaScript would round them or drop their scale (40.00), so that nothing printed is ever rounded.
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.JSON || oid === pg.types.builtins.JSONB
      ? parseJson
      : pg.types.getTypeParser(oid, format ?? "text"),
};

/** JSON.parse, except that a number which is not a safe integer becomes a string. */
export function parseJson(text: string): unknown {
  const quoted = text.replace(stringOrNumber, (token) =>
    token.startsWith('"') || Number.isSafeInteger(integer(token)) ? token : `"${token}"`,
  );
  return JSON.parse(quoted);
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function integer(token: string): number {
  return /^-?\d+$/.test(token) ? Number(token) : Number.NaN;
}
