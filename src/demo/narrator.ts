import { OpsError } from "../errors.ts";
import { colours, type Io } from "../output/io.ts";
import { wrap } from "../output/table.ts";

/** Tells a story step by step; a step that did not do what it said ends it. */
export interface Narrator {
  /** Opens a step: what it is for, and what a person would type. */
  step(title: string, text: string, commands?: readonly string[]): void;
  /** Runs a verb, shows the first lines of what it prints, and gives its exit status. */
  show(verb: (io: Io) => Promise<number>, mostLines?: number): Promise<number>;
  /** States what was proved, or ends the story. */
  prove(claim: string, holds: boolean): void;
}

const width = 98;
const fewLines = 14;

/** A narrator that writes on stdout; verbs run with the settings of `quiet`. */
export function narrate(io: Io, quiet: Io): Narrator {
  const paint = colours(io, io.stdout);
  const write = (line: string) => io.stdout.write(`${line}\n`);
  let steps = 0;
  let started = performance.now();
  let place = "";
  return {
    step(title, text, commands = []) {
      steps += 1;
      started = performance.now();
      write(`\n${paint.bold(`${steps}. ${title}`)}`);
      for (const line of wrap(text, width)) write(line);
      for (const command of commands) write(paint.cyan(`  ${command}`));
      write("");
    },
    async show(verb, mostLines = fewLines) {
      const printed: string[] = [];
      const keep = { write: (text: string) => printed.push(text), columns: width };
      const status = await verb({ ...quiet, stdout: keep, stderr: keep });
      // Every verb says first where it is: once is enough here.
      const [first = "", ...rest] = printed;
      const text = (first === place ? rest : printed).join("");
      place = first;
      for (const line of shorten(text.trimEnd().split("\n"), mostLines))
        write(`  ${line}`.trimEnd());
      return status;
    },
    prove(claim, holds) {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      if (!holds) {
        throw new OpsError(`step ${steps} did not do what it said: ${claim}`, { code: "DEMO" });
      }
      write(paint.green(`  proved: ${claim} (${seconds} s)`));
    },
  };
}

/** The first lines, how many are left out, and the last three, which say what follows. */
function shorten(lines: readonly string[], most: number): readonly string[] {
  const last = 3;
  const left = lines.length - most - last;
  if (left <= 1) return lines;
  return [...lines.slice(0, most), `… ${left} lines more …`, ...lines.slice(-last)];
}
