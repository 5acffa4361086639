import { execFile } from "node:child_process";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { GenericContainer, Wait } from "testcontainers";
import { buildImage, imageName, isBuilt, type Major } from "../scripts/images.ts";
import type { RunningServer } from "./server.ts";

const ownerLabel = "lotastro-ops.test-run";
const docker = (...args: readonly string[]) => promisify(execFile)("docker", args);
const log = (line: string) => process.stdout.write(`${line}\n`);

/** The image's server, empty, in memory, on a port of this machine. */
export async function startContainer(target: Major, password: string): Promise<RunningServer> {
  // Its reaper is an image of its own, which an offline machine cannot fetch; we sweep instead.
  process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
  await removeAbandoned();
  if (!(await isBuilt(target))) {
    log(`image ${imageName(target)} is missing or out of date: building it (minutes, once)`);
    await buildImage(target, log);
  }
  const container = await new GenericContainer(imageName(target))
    .withEnvironment({ POSTGRES_PASSWORD: password })
    .withLabels({ [ownerLabel]: `${hostname()}:${process.pid}` })
    .withTmpFs({ "/var/lib/postgresql": "rw,uid=999,gid=999,mode=0700" })
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/))
    .withStartupTimeout(60_000)
    .start();
  const server = {
    target,
    host: container.getHost(),
    port: container.getMappedPort(5432),
    user: "supabase_admin",
    password,
  };
  return {
    server,
    stop: async () => {
      await container.stop();
    },
  };
}

/** Removes the containers of test runs on this machine that were killed before they could. */
async function removeAbandoned(): Promise<void> {
  const format = `{{.ID}} {{.Label "${ownerLabel}"}}`;
  const list = await docker("ps", "--all", "--filter", `label=${ownerLabel}`, "--format", format);
  for (const line of list.stdout.split("\n")) {
    const [id = "", owner = ""] = line.split(" ");
    const [host, pid] = owner.split(":");
    if (host === hostname() && !isAlive(Number(pid))) await docker("rm", "--force", id);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
