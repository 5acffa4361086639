import { run as check } from "../commands/check.ts";
import { run as explain } from "../commands/explain.ts";
import { run as migrate } from "../commands/migrate.ts";
import { interrupted, OpsError } from "../errors.ts";
import { exit } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { packageVersion } from "../version.ts";
import { breakSample, fillSample } from "./breakages.ts";
import { lotWorthExplaining, score } from "./evidence.ts";
import { type Narrator, narrate } from "./narrator.ts";
import { repairAndTakeBack } from "./repair.ts";
import type { DemoServer } from "./server.ts";

/** The whole way, each step told, done with the verbs that people use, and proved. */
export async function tellStory(server: DemoServer, lots: number, io: Io): Promise<number> {
  const teller = narrate(io, server.io);
  const chapters = [damage(lots), install, find, why, repairAndTakeBack];
  for (const chapter of chapters) {
    if (io.signal.aborted) throw interrupted();
    await chapter(teller, server);
  }
  teller.step("How to go on", ending);
  return exit.clean;
}

type Chapter = (teller: Narrator, server: DemoServer) => Promise<void>;

function damage(lots: number): Chapter {
  return async (teller, { client }) => {
    teller.step(
      "A warehouse that has gone wrong",
      `A LotAstro database of our own making: ${lots.toLocaleString("en-US")} lots with their rolls, reservations and orders, filled through the application's own triggers. Then it is damaged the way it happens in real life: lines moved to another lot, reservations converted and forgotten, direct writes, the runbook's own fix. Each breakage is recorded, so that what the checks find can be scored.`,
    );
    await fillSample(client, lots);
    const kinds = await breakSample(client);
    teller.prove(`${kinds.rows} rows were broken in ${kinds.mechanisms} ways`, kinds.rows > 0);
  };
}

const install: Chapter = async (teller, { client, url }) => {
  teller.step(
    "Install",
    "One command, or plain SQL for pipelines (migrate --print). It takes no lock on the application's tables, and running it again changes nothing.",
    ["lotastro-ops migrate up"],
  );
  const status = await teller.show((io) => migrate({ action: "up", url }, io));
  const { rows } = await client.query<{ version: string }>("select ops.version()");
  const same = await teller.show((io) => migrate({ action: "status", url }, io));
  teller.prove(
    `release ${packageVersion} is installed, every object as shipped`,
    status === exit.clean && same === exit.clean && rows[0]?.version === packageVersion,
  );
};

const find: Chapter = async (teller, { client, url }) => {
  teller.step(
    "What is wrong?",
    "A check only reads. It says what is wrong, by how much, why, and the exact next call. (Here with two rows a rule; exit status 1 tells a pipeline that there are findings.)",
    ["lotastro-ops check reservations --max-rows 2", "select * from ops.check_reservations();"],
  );
  const options = { areas: ["reservations"], maxRows: 2, url };
  const status = await teller.show((io) => check(options, io), 40);
  const { broken, found, right } = await score(client);
  teller.prove(
    `all ${broken} broken rows were found, and nothing that was not broken`,
    status === exit.findings && broken > 0 && found === broken && right === broken,
  );
};

const why: Chapter = async (teller, { client, url }) => {
  const example = await lotWorthExplaining(client);
  if (example === undefined) throw new OpsError("no lot to explain", { code: "DEMO" });
  const { lot, cause } = example;
  teller.step(
    "Why this lot?",
    `One lot on one screen: what is in it, who holds it, what the application says is available and what really is. The cause here is ${cause}, named because the arithmetic and a second witness prove it.`,
    [`lotastro-ops explain ${lot}`, `select * from ops.explain_lot('${lot}');`],
  );
  const seen: string[] = [];
  const status = await teller.show((io) => {
    const { stdout } = io;
    const copy = (text: string) => seen.push(text) && stdout.write(text);
    return explain({ lot, url }, { ...io, stdout: { ...stdout, write: copy } });
  }, 40);
  const screen = seen.join("");
  teller.prove(
    `the screen names lot ${lot} and cause ${cause}`,
    status === exit.clean && screen.includes(lot) && screen.includes(cause),
  );
};

const ending = `On your own database: set DATABASE_URL, then
  lotastro-ops doctor          does it connect, and what is missing
  lotastro-ops migrate up      install; changes nothing of the application
  lotastro-ops check           observe for some days: only reads
  lotastro-ops plan, apply     repair by hand, with a reason, and undo
  lotastro-ops runbook         every incident type, line by line
  lotastro-ops uninstall       leaves nothing behind`;
