import { usageError } from "../errors.ts";

/** https, or http to this very machine; no credentials, no query. The path loses its last slash. */
export function plainAddress(text: string, what: string): string {
  const hint = `${what} is an https address without user, password, query or fragment.`;
  if (!URL.canParse(text)) throw usageError(`${what} is no address`, hint);
  const url = new URL(text);
  const here = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && here);
  if (!safe || url.username || url.password || url.search || url.hash) {
    throw usageError(`${what} is no plain https address`, hint);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
