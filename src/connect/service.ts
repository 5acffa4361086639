import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { usageError } from "../errors.ts";
import type { Io } from "../output/io.ts";
import { ignored, keywords, knownSettings, type Settings } from "./keywords.ts";

/** The settings of one service, from the first service file that names it. */
export function readService(name: string, servicefile: string | undefined, io: Io): Settings {
  const files = serviceFiles(servicefile, io).filter((file) => existsSync(file));
  for (const file of files) {
    const settings = section(readFileSync(file, "utf8"), name, file);
    if (settings) return settings;
  }
  throw usageError(
    `there is no service "${name}"`,
    files.length > 0
      ? `Looked in ${files.join(" and ")}.`
      : `There is no service file: write ~/.pg_service.conf with a section [${name}].`,
  );
}

function serviceFiles(servicefile: string | undefined, io: Io): readonly string[] {
  const own = servicefile ?? join(io.home, ".pg_service.conf");
  // Debian's packages and a build from source look in different places; psql knows only its own.
  const shared = io.env.PGSYSCONFDIR
    ? [join(io.env.PGSYSCONFDIR, "pg_service.conf")]
    : ["/etc/postgresql-common/pg_service.conf", "/etc/pg_service.conf"];
  return [own, ...shared];
}

function section(text: string, name: string, file: string): Settings | undefined {
  let settings: Map<string, string> | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("[")) {
      if (settings) return settings;
      if (line === `[${name}]`) settings = new Map();
    } else if (settings) {
      addLine(settings, line, `${file}:${index + 1}`);
    }
  }
  return settings;
}

function addLine(settings: Map<string, string>, line: string, place: string): void {
  if (line.startsWith("ldap")) {
    throw usageError(`${place}: services kept in LDAP are not supported`, "Write the values here.");
  }
  const [keyword = "", value] = line.split(/\s*=\s*(.*)/s);
  if (value === undefined) throw usageError(`${place}: not a line of the form keyword=value`);
  if (keyword === "service") throw usageError(`${place}: a service cannot name another service`);
  if (ignored.has(keyword)) return;
  if (!(keyword in keywords))
    throw usageError(`${place}: unknown setting "${keyword}"`, knownSettings);
  settings.set(keyword, value);
}
