import { OpsError } from "../errors.ts";
import { ask } from "../output/ask.ts";
import { exit } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import type { Invocation } from "./invoke.ts";

/** The function's name must be typed: a call cannot be undone. */
export async function demandFunctionName(
  what: string,
  { function: one, url, options }: Invocation,
  io: Io,
): Promise<void> {
  if (options.yes) return;
  const typed = await ask(`${what} ${url}? type ${one.name}: `, io);
  if (typed.trim() === one.name) return;
  throw new OpsError("nothing was sent", {
    code: "DECLINED",
    detail: `${one.name} was not typed.`,
    exitStatus: exit.findings,
  });
}
