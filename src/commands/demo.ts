import { type Command, InvalidArgumentError } from "commander";
import { startDemoServer } from "../demo/server.ts";
import { tellStory } from "../demo/story.ts";
import { interrupted } from "../errors.ts";
import { type Io, say } from "../output/io.ts";
import type { Perform } from "./verb.ts";

/** What `demo` takes. */
export interface DemoOptions {
  readonly lots?: number | undefined;
  readonly keep?: boolean | undefined;
}

const defaultLots = 20_000;

/** Adds the verb to the program. */
export function registerDemo(program: Command, perform: Perform): void {
  program
    .command("demo")
    .description("the whole way on a throwaway server: break, install, check, repair, undo")
    .option("--lots <n>", `lots in the sample (default: ${defaultLots})`, readLots)
    .option("--keep", "leave the server running on this machine until Ctrl-C")
    .action((options: DemoOptions) => perform({}, (io) => run(options, io)));
}

/** Starts a server, tells the story, and takes everything away again. */
export async function run(options: DemoOptions, io: Io): Promise<number> {
  const server = await startDemoServer(options.keep === true, io);
  try {
    const status = await tellStory(server, options.lots ?? defaultLots, io);
    if (options.keep) {
      io.stdout.write(`\nDATABASE_URL=${server.url}\n`);
      say(io, "The server stays until Ctrl-C.");
      await untilAborted(io.signal);
    }
    return status;
  } catch (error: unknown) {
    throw io.signal.aborted ? interrupted("the server and its data are gone") : error;
  } finally {
    await server.stop();
  }
}

/** A pending listener alone does not keep a process alive: the server's own child does. */
function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function readLots(text: string): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) < 1000) {
    throw new InvalidArgumentError("It is a number from 1000 to 9999999.");
  }
  return Number(text);
}
