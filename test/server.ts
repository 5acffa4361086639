import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { startEmbedded } from "../src/embedded.ts";

/** What the tests run against: the server from npm, or a container of that major version. */
export const targets = ["embedded", "15", "17", "18"] as const;
export type Target = (typeof targets)[number];

/** How to reach the server as its superuser; plain data, for it is handed to the test processes. */
export interface TestServer {
  readonly target: Target;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Of the superuser and of role `postgres` alike. */
  readonly password: string;
}

export interface RunningServer {
  readonly server: TestServer;
  stop(): Promise<void>;
}

export async function dockerAnswers(): Promise<boolean> {
  try {
    const version = ["version", "--format", "{{.Server.Version}}"];
    await promisify(execFile)("docker", version, { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

export async function startServer(target: Target): Promise<RunningServer> {
  if (target !== "embedded") {
    const { startContainer } = await import("./container.ts");
    return startContainer(target, randomBytes(24).toString("base64url"));
  }
  const embedded = await startEmbedded({
    settings: {
      shared_preload_libraries: "pg_stat_statements",
      max_connections: "200",
      synchronous_commit: "off",
      max_prepared_transactions: "5",
    },
  });
  const { host, port, superuser: user, password } = embedded;
  return { server: { target, host, port, user, password }, stop: embedded.stop };
}
