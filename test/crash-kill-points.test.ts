import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Server, startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { loadSample } from "../src/sample/load.ts";
import { withClient } from "./connection.ts";
import { type Chance, raise, strikeCase } from "./kill-points.ts";
import { integrity } from "./kill-points-integrity.ts";
import { reservations } from "./kill-points-reservations.ts";
import { seed } from "./seed.ts";
import { seeded } from "./sessions.ts";
import { closeStage } from "./strike.ts";

// A server of its own, whose processes are ours to kill: the embedded one, whatever the others test on.
const here = inject("server").target === "embedded";

describe.skipIf(!here)(
  `a server that crashes, seed ${seed}${here ? "" : " (part of the run on the embedded server)"}`,
  () => {
    let server: Server;
    const chance: Chance = { luck: seeded(seed), nextFault: () => "SIGKILL" };

    beforeAll(async () => {
      server = await startEmbedded({ settings: { max_connections: "40" } });
    });
    afterAll(() => server?.stop());

    for (const [n, scene] of [reservations, integrity].entries()) {
      test(`${scene.name}: 12 times by SIGKILL of a backend, recovery leaves whole batches`, async () => {
        const superuser = { host: server.host, port: server.port, user: server.superuser };
        const config = { ...superuser, user: "postgres", database: `crash_${n}` };
        await loadSample({ ...superuser, database: "postgres" }, config.database);
        await withClient(config, (client) => migrateUp(client));
        const raised = await raise(scene, config);
        const [first] = scene.cases;
        if (first === undefined) throw new Error("a scene has cases");
        const once = { ...first, strikes: [6, 6] } as const;
        expect(await strikeCase(raised, scene, once, 1, chance)).toBe(12);
        await closeStage(raised.stage);
      }, 600_000);
    }
  },
);
