/**
 * A string literal that any splitter of statements leaves whole, also one that cuts at each
 * semicolon, drops what follows two dashes, or knows no backslash: it contains none of these, and
 * quotes only in pairs. The server reads exactly `text`.
 */
export function quoteLiteral(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\x5c")
    .replaceAll("'", "''")
    .replaceAll(";", "\\x3b")
    .replaceAll("--", "-\\x2d")
    .replaceAll("/*", "/\\x2a");
  return `E'${escaped}'`;
}
