import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { interrupted } from "../errors.ts";
import type { Io } from "./io.ts";

/** Puts a question on stderr and returns the line that was typed. */
export function ask(question: string, io: Io): Promise<string> {
  io.stderr.write(question);
  return readLine(io, false);
}

/** The same for a password: nothing that is typed appears. */
export async function askSecret(question: string, io: Io): Promise<string> {
  io.stderr.write(question);
  const answer = await readLine(io, true);
  io.stderr.write("\n");
  return answer;
}

/** With `hidden` the line editor takes the terminal's echo over and writes it nowhere. */
function readLine(io: Io, hidden: boolean): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: io.stdin, output: nowhere, terminal: hidden });
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(interrupted());
      lines.close();
    };
    lines.once("SIGINT", stop);
    io.signal.addEventListener("abort", stop, { once: true });
    lines.once("line", (line) => {
      resolve(line);
      lines.close();
    });
    // End of input is an empty answer: never a yes.
    lines.once("close", () => {
      io.signal.removeEventListener("abort", stop);
      resolve("");
    });
  });
}
