import { run as apply } from "../commands/apply.ts";
import { run as check } from "../commands/check.ts";
import { run as plan } from "../commands/plan.ts";
import { run as undo } from "../commands/undo.ts";
import { exit } from "../output/exit.ts";
import { counterDigest, newest, wrongCounters } from "./evidence.ts";
import type { Narrator } from "./narrator.ts";
import type { DemoServer } from "./server.ts";

/** Plans, applies, checks, and undoes: afterwards every counter is as it was. */
export async function repairAndTakeBack(teller: Narrator, server: DemoServer): Promise<void> {
  const before = await counterDigest(server.client);
  const number = await planRepair(teller, server, before);
  await applyPlan(teller, server, number);
  await checkAgain(teller, server);
  await takeBack(teller, server, before);
}

async function planRepair(teller: Narrator, { client, url }: DemoServer, before: string) {
  teller.step(
    "Plan",
    "Repairs plan first. The plan is stored, with what each row is and would become; rows that a person must decide are listed and left alone.",
    [
      "lotastro-ops plan reservations --max-rows all",
      "select * from ops.repair_reservations(max_rows => null);",
    ],
  );
  const options = { area: "reservations", maxRows: "all", url } as const;
  const status = await teller.show((io) => plan(options, io));
  const number = await newest(client, "plan");
  const untouched = (await counterDigest(client)) === before;
  teller.prove(
    `plan ${number} is stored and no counter has changed`,
    status === exit.clean && untouched,
  );
  return number;
}

async function applyPlan(teller: Narrator, { url }: DemoServer, number: string) {
  const reason = "demo: counters recomputed from their lines";
  teller.step(
    "Apply",
    "In small committed batches: each row is locked, computed anew in the next statement, written, and journalled with its before and after. By hand it asks first; --yes is for pipelines.",
    [
      `lotastro-ops apply ${number} --reason "${reason}" --yes --max-rows 10000`,
      `call ops.apply_in_batches(${number}, '${reason}');`,
    ],
  );
  const options = { plan: number, reason, yes: true, maxRows: 10_000, url };
  const status = await teller.show((io) => apply(options, io), 8);
  teller.prove("every planned change was made, none was left alone", status === exit.clean);
}

async function checkAgain(teller: Narrator, { client, url }: DemoServer) {
  teller.step("Check again", "The counters are right. What is left needs a person's decision.", [
    "lotastro-ops check reservations --max-rows 1",
  ]);
  const options = { areas: ["reservations"], maxRows: 1, url };
  await teller.show((io) => check(options, io), 20);
  teller.prove("the rules that were repaired report nothing", (await wrongCounters(client)) === 0);
}

async function takeBack(teller: Narrator, { client, url }: DemoServer, before: string) {
  const number = await newest(client, "run");
  const reason = "demo: the way back";
  teller.step(
    "Undo",
    "Every change can be taken back, row by row; a row that somebody changed since is reported and never overwritten.",
    [
      `lotastro-ops undo ${number} --reason "${reason}" --yes --max-rows 10000`,
      `call ops.undo_in_batches(${number}, '${reason}');`,
    ],
  );
  const options = { run: number, reason, yes: true, maxRows: 10_000, url };
  const status = await teller.show((io) => undo(options, io), 8);
  const after = await counterDigest(client);
  teller.prove(
    "every counter has exactly the value it had before the repair",
    status === exit.clean && after === before,
  );
}
