import { existsSync } from "node:fs";
import { join } from "node:path";
import { usageError } from "../errors.ts";
import type { Io } from "../output/io.ts";
import { isConnectionString, parseConnectionString } from "./conninfo.ts";
import { keywords, type Settings } from "./keywords.ts";
import { findPassword } from "./password.ts";
import { readService } from "./service.ts";

/** Where to connect, as the command line says it. */
export interface ConnectionOptions {
  readonly url?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly username?: string | undefined;
  readonly dbname?: string | undefined;
}

/** One server, decided: nothing of it is looked up again while connecting. */
export interface Target {
  readonly host: string;
  readonly hostaddr: string | undefined;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Where the host came from: "--url", "DATABASE_URL", "service warehouse", "PGHOST", "default". */
  readonly source: string;
  /** A function, so that no log, error or inspection of a Target ever shows the password. */
  readonly password: () => string | undefined;
  readonly passwordSource: string | undefined;
  /** Any other setting by its libpq keyword. */
  readonly setting: (keyword: string) => string | undefined;
}

/** Decides where to connect as psql does: command line, DATABASE_URL, service, variables, defaults. */
export function resolveTarget(options: ConnectionOptions, io: Io): Target {
  const layers = settingLayers(options, io);
  const find = (keyword: string) => layers.find(({ settings }) => settings.has(keyword));
  const setting = (keyword: string) => find(keyword)?.settings.get(keyword);
  refuseUnsupported(setting);
  const user = setting("user") ?? io.user;
  const host = setting("host") ?? setting("hostaddr") ?? defaultHost(setting("port"));
  const target = {
    host,
    hostaddr: setting("hostaddr"),
    port: readPort(setting("port")),
    database: setting("dbname") ?? user,
    user,
    source: (find("host") ?? find("hostaddr"))?.name ?? "default",
    setting,
  };
  return { ...target, ...findPassword(target, find("password"), io) };
}

/** A target as people know it: db.example/postgres. Never more than that. */
export function targetName(target: Pick<Target, "host" | "port" | "database">): string {
  const port = target.port === 5432 ? "" : `:${target.port}`;
  return `${target.host}${port}/${target.database}`;
}

/** Settings with the name of where they come from. */
export interface Layer {
  readonly name: string;
  readonly settings: Settings;
}

function settingLayers(options: ConnectionOptions, io: Io): readonly Layer[] {
  const layers: Layer[] = [{ name: "the command line", settings: commandLine(options) }];
  const url = options.url ?? connectionStringIn(options.dbname);
  if (url !== undefined) layers.push({ name: "--url", settings: parseConnectionString(url) });
  else if (io.env.DATABASE_URL) {
    const settings = parseConnectionString(io.env.DATABASE_URL);
    layers.push({ name: "DATABASE_URL", settings });
  }
  const environment = fromEnvironment(io);
  const all = [...layers, { name: "the environment", settings: environment }];
  const lookup = (keyword: string) =>
    all.find(({ settings }) => settings.has(keyword))?.settings.get(keyword);
  const service = lookup("service");
  if (service !== undefined) {
    const settings = readService(service, lookup("servicefile"), io);
    layers.push({ name: `service ${service}`, settings });
  }
  return [...layers, { name: "the environment", settings: environment }];
}

function commandLine(options: ConnectionOptions): Settings {
  const { host, port, username: user } = options;
  const dbname = connectionStringIn(options.dbname) === undefined ? options.dbname : undefined;
  return defined({ host, port, user, dbname });
}

function connectionStringIn(dbname: string | undefined): string | undefined {
  return dbname !== undefined && isConnectionString(dbname) ? dbname : undefined;
}

function fromEnvironment(io: Io): Settings {
  const values = Object.entries(keywords).map(([keyword, variable]) => [
    keyword,
    variable === undefined ? undefined : io.env[variable],
  ]);
  return defined(Object.fromEntries(values));
}

/** Empty counts as not given, as in libpq. */
function defined(values: Readonly<Record<string, string | undefined>>): Settings {
  const settings = new Map<string, string>();
  for (const [keyword, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") settings.set(keyword, value);
  }
  return settings;
}

/** psql's default is the local socket; its directory differs between builds of PostgreSQL. */
function defaultHost(port = "5432"): string {
  const socket = ["/var/run/postgresql", "/tmp"].find((directory) =>
    existsSync(join(directory, `.s.PGSQL.${port}`)),
  );
  return socket ?? "localhost";
}

function readPort(port = "5432"): number {
  if (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535) return Number(port);
  if (port.includes(",")) throw severalHosts();
  throw usageError(`"${port}" is not a port`, "A port is a number from 1 to 65535; 5432 is usual.");
}

function refuseUnsupported(setting: Target["setting"]): void {
  if (setting("host")?.includes(",") || setting("hostaddr")?.includes(",")) throw severalHosts();
  if (setting("gssencmode") === "require") {
    throw usageError("gssencmode=require is not supported", "Use TLS: sslmode=verify-full.");
  }
  // Ignoring this one would weaken what the person asked for.
  if (setting("require_auth") !== undefined) {
    throw usageError("require_auth (PGREQUIREAUTH) is not supported", "Unset it for this command.");
  }
}

function severalHosts() {
  return usageError(
    "several hosts in one connection are not supported",
    "Name the one server to work on: a repair must know which it is.",
  );
}
