import { execFile } from "node:child_process";
import { promisify } from "node:util";

const minutes = 5;

/** Runs a program to its end; a failure carries all that it printed. */
export async function run(
  program: string,
  args: readonly string[],
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const options = { cwd: directory, env, timeout: minutes * 60_000, maxBuffer: 64 * 1024 * 1024 };
  try {
    return await promisify(execFile)(program, [...args], options);
  } catch (error: unknown) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[program, ...args].join(" ")} failed\n${stdout}${stderr}`, { cause: error });
  }
}

/** Says what holds; throws, with what was seen, when it does not. */
export function expectThat(what: string, holds: boolean, seen = ""): void {
  if (!holds) throw new Error(`not so: ${what}\n${seen}`);
  process.stdout.write(`ok ${what}\n`);
}
