import { join } from "node:path";
import { type Io, say } from "../output/io.ts";
import { lookUpPassword } from "./passfile.ts";
import type { Layer, Target } from "./target.ts";

type Passwordless = Omit<Target, "password" | "passwordSource">;

/** The password that was given, else the one that the password file holds for the target. */
export function findPassword(
  target: Passwordless,
  layer: Layer | undefined,
  io: Io,
): Pick<Target, "password" | "passwordSource"> {
  const given = layer?.settings.get("password");
  if (given !== undefined) return { password: () => given, passwordSource: layer?.name };
  const file = target.setting("passfile") ?? join(io.home, ".pgpass");
  const local = target.host === "/var/run/postgresql" || target.host === "/tmp";
  const answer = lookUpPassword(file, { ...target, host: local ? "localhost" : target.host });
  if (answer.warning) say(io, `warning: ${answer.warning}`);
  const source = answer.line === undefined ? undefined : `line ${answer.line} of ${file}`;
  return { password: () => answer.password, passwordSource: source };
}
