import type { Stats } from "node:fs";
import { readFileSync, statSync } from "node:fs";

/** What a line of the password file is looked up by. */
export interface PasswordKey {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/** A password found, or the reason why the file was left alone. */
export interface PassfileAnswer {
  readonly password?: string;
  readonly line?: number;
  readonly warning?: string;
}

/** Looks a password up as libpq does: the first line that fits, and only from a private plain file. */
export function lookUpPassword(file: string, key: PasswordKey): PassfileAnswer {
  let stats: Stats;
  try {
    stats = statSync(file);
  } catch {
    return {};
  }
  if (!stats.isFile()) {
    return { warning: `password file "${file}" is not a plain file; it is ignored` };
  }
  if (process.platform !== "win32" && (stats.mode & 0o077) !== 0) {
    return {
      warning: `password file "${file}" can be read by others; it is ignored until you run: chmod 600 ${file}`,
    };
  }
  return find(readFileSync(file, "utf8"), key);
}

function find(text: string, key: PasswordKey): PassfileAnswer {
  const wanted = [key.host, String(key.port), key.database, key.user];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    // Four fields that a colon ends, then the password: whatever is left.
    const parts =
      /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):(.*)$/.exec(line);
    if (!parts || line.startsWith("#")) continue;
    const [password = "", ...fields] = [parts[5], ...parts.slice(1, 5)];
    const fits = wanted.every((value, at) => fields[at] === "*" || unquote(fields[at]) === value);
    if (fits) return { password: unquote(password), line: index + 1 };
  }
  return {};
}

function unquote(field = ""): string {
  return field.replace(/\\(.)/g, "$1");
}
