import { homedir, userInfo } from "node:os";
import pc from "picocolors";

/** A place to write to: process.stdout, or a buffer in a test. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** All that a verb may touch outside the database. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly user: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The real process as an Io. */
export function processIo(signal: AbortSignal): Io {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    home: homedir(),
    user: userInfo().username,
    signal,
  };
}

/** Writes one line of news: never data, so it goes to stderr. */
export function say(io: Io, line: string): void {
  io.stderr.write(`${line}\n`);
}

/** Colours for a stream, or none where it is no terminal, NO_COLOR is set or the terminal is dumb. */
export function colours(io: Io, output: Output): ReturnType<typeof pc.createColors> {
  const wanted = output.isTTY === true && !io.env.NO_COLOR && io.env.TERM !== "dumb";
  return pc.createColors(wanted);
}
