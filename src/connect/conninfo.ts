import { usageError } from "../errors.ts";
import { ignored, keywords, knownSettings, type Settings } from "./keywords.ts";

/** True for what psql takes as a connection string instead of a database's name. */
export function isConnectionString(text: string): boolean {
  return isUri(text) || /^\s*[a-z_]+\s*=/.test(text);
}

/** Reads a URI or a list of keyword=value pairs as libpq does; never repeats it in an error. */
export function parseConnectionString(text: string): Settings {
  const settings = isUri(text) ? parseUri(text) : parsePairs(text);
  for (const keyword of settings.keys()) {
    if (!(keyword in keywords)) {
      throw usageError(`the connection string has an unknown setting "${keyword}"`, knownSettings);
    }
  }
  return settings;
}

function isUri(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text);
}

function parseUri(uri: string): Settings {
  const parts =
    /^postgres(?:ql)?:\/\/(?:(?<user>[^:@/?]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?]*)(?:\/(?<dbname>[^?]*))?(?:\?(?<query>.*))?$/.exec(
      uri,
    )?.groups;
  if (!parts) {
    throw usageError(
      "the connection URI cannot be read",
      "Write it as postgres://user@host:5432/database; in user and password, write : / ? @ % as %3A %2F %3F %40 %25.",
    );
  }
  const settings = new Map<string, string>();
  put(settings, "user", decode(parts.user));
  put(settings, "password", decode(parts.password));
  put(settings, "dbname", decode(parts.dbname));
  for (const [keyword, value] of hostAndPort(parts.hosts ?? "")) settings.set(keyword, value);
  for (const pair of (parts.query ?? "").split("&").filter(Boolean)) addParameter(settings, pair);
  return settings;
}

function hostAndPort(hosts: string): Settings {
  const settings = new Map<string, string>();
  const list = hosts.split(",").map((host) => /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(host));
  put(settings, "host", list.map((m) => decode(m?.[1]?.replace(/^\[|\]$/g, "")) ?? "").join(","));
  put(settings, "port", list.map((m) => m?.[2] ?? "").join(","));
  return settings;
}

function addParameter(settings: Map<string, string>, pair: string): void {
  const [rawKeyword = "", rawValue] = pair.split(/=(.*)/s);
  const keyword = decode(rawKeyword) ?? "";
  const value = decode(rawValue);
  if (value === undefined) throw usageError(`"${keyword}" in the connection URI has no value`);
  if (ignored.has(keyword)) return;
  // JDBC's spelling, which libpq takes too.
  if (keyword === "ssl") settings.set("sslmode", value === "true" ? "require" : "prefer");
  else settings.set(keyword, value);
}

function parsePairs(text: string): Settings {
  const settings = new Map<string, string>();
  const pair = /\s*([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gy;
  while (pair.lastIndex < text.trimEnd().length) {
    const match = pair.exec(text);
    if (!match) {
      throw usageError(
        "the connection string cannot be read",
        "Write keyword=value pairs, values with spaces in single quotes: host=db.example dbname=postgres.",
      );
    }
    const [, keyword = "", quoted, plain = ""] = match;
    if (!ignored.has(keyword)) settings.set(keyword, (quoted ?? plain).replace(/\\(.)/g, "$1"));
  }
  return settings;
}

function put(settings: Map<string, string>, keyword: string, value: string | undefined): void {
  if (value !== undefined && !/^,*$/.test(value)) settings.set(keyword, value);
}

function decode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw usageError(
      "the connection URI has a % that is not followed by two hexadecimal digits",
      "Write a literal % as %25.",
    );
  }
}
