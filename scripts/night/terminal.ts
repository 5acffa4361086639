import { PassThrough } from "node:stream";
import type { Io } from "../../src/output/io.ts";
import { main } from "../../src/program.ts";

export interface Terminal {
  /** Runs a command as `user` would, keeps of its output what `pick` takes, and returns all of it. */
  readonly shows: (words: readonly string[], pick?: (output: string) => string) => Promise<string>;
  /** A remark between the commands. */
  readonly says: (remark: string) => void;
  /** Everything so far, as one session. */
  readonly seen: () => string;
}

/** A terminal of 110 columns in which somebody uses the command line. */
export function terminal(user: string, url: string): Terminal {
  const session: string[] = [];
  return {
    async shows(words, pick = (output) => output) {
      const out: string[] = [];
      const write = (text: string) => out.push(text);
      // which server it is, and how far work has come on a slow machine, are of no interest here
      const remark = (text: string) =>
        /^(plan|run) \d|^ *(error|detail|hint):/.test(text) && write(text);
      const io: Io = {
        stdout: { write, columns: 110 },
        stderr: { write: remark, columns: 110 },
        stdin: Object.assign(new PassThrough(), { isTTY: false }),
        env: { PGOPTIONS: `-c ops.actor=${user}` },
        home: "/nowhere",
        user,
        signal: new AbortController().signal,
      };
      await main([...words, "--url", url], io);
      const output = out.join("");
      session.push("", `$ lotastro-ops ${words.map(quoted).join(" ")}`, pick(output).trimEnd());
      return output;
    },
    says: (remark) => {
      session.push(`# ${remark}`);
    },
    seen: () => `${session.join("\n")}\n`,
  };
}

function quoted(word: string): string {
  return /\s/.test(word) ? `"${word}"` : word;
}
