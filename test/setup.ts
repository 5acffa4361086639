import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { dockerAnswers, startServer, type Target, type TestServer, targets } from "./server.ts";
import { type Tool, tools } from "./tools.ts";

declare module "vitest" {
  interface ProvidedContext {
    server: TestServer;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const target = await chooseTarget();
  announceMissingTools();
  const { server, stop } = await startServer(target);
  try {
    await createRoles(server);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("server", server);
  return stop;
}

async function chooseTarget(): Promise<Target> {
  const asked = process.env.OPS_TARGET;
  if (asked !== undefined && asked !== "") {
    const target = targets.find((known) => known === asked);
    if (target === undefined) {
      throw new Error(`OPS_TARGET=${asked} is not one of ${targets.join(", ")}`);
    }
    return target;
  }
  if (await dockerAnswers()) return "17";
  const files = filesWith("describeOnDocker(");
  process.stdout.write(
    `No Docker here: testing on the embedded PostgreSQL 17; needs Docker, skipped: ${files.join(", ") || "nothing"}\n`,
  );
  return "embedded";
}

function announceMissingTools(): void {
  for (const tool of Object.keys(tools) as Tool[]) {
    if (tools[tool]()) continue;
    const files = filesWith(`describeWithTool("${tool}"`);
    process.stdout.write(
      `No ${tool} here (apt-get install ${tool}); needs it, skipped in: ${files.join(", ")}\n`,
    );
  }
}

function filesWith(call: string): readonly string[] {
  const directory = new URL(".", import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => readFileSync(new URL(file, directory), "utf8").includes(call));
}

/** Every database is owned by role `postgres`, which is no superuser: it must exist before any. */
async function createRoles(server: TestServer): Promise<void> {
  const { target: _, ...connection } = server;
  const client = new pg.Client({ ...connection, database: "postgres" });
  await client.connect();
  try {
    await client.query(readFileSync(new URL("../sample/roles.sql", import.meta.url), "utf8"));
    await client.query(`alter role postgres password ${client.escapeLiteral(server.password)}`);
  } finally {
    await client.end();
  }
}
