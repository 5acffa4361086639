import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findBinaries, runnableBinaries } from "../src/embedded/binaries.ts";

/** As `pg_ctl` knows them: smart waits for its sessions, and ours never go. */
export type StopMode = "fast" | "immediate";

/** A server whose data outlive its process. */
export interface Restartable {
  /** The socket directory. */
  readonly host: string;
  readonly port: number;
  readonly superuser: string;
  start(): Promise<void>;
  /** Returns when the last process of the server is gone. */
  stop(mode: StopMode): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** Does what its standard input says; when that ends, however we went, nothing is left behind. */
const script = `
directory=$1 native=$2
control() { "$native/bin/pg_ctl" -D "$directory/data" -w -t 60 "$@" >>"$directory/log" 2>&1; }
"$native/bin/initdb" -D "$directory/data" -U supabase_admin -A trust -E UTF8 --locale=C --no-sync --no-instructions >>"$directory/log" 2>&1 || exit 1
echo ready
while read -r word mode; do
  case $word in
    # what the server loses is what it had not written: the machine itself stays up
    start) control -o "-c fsync=off -c listen_addresses= -c unix_socket_directories=$directory" start ;;
    stop) control -m "$mode" stop ;;
  esac
  echo "$word $?"
done
control -m immediate stop
rm -rf -- "$directory"
`;

/** The embedded PostgreSQL on data of its own, not started yet. */
export async function restartableServer(): Promise<Restartable> {
  const account = process.getuid?.() === 0 ? ({ uid: 65534, gid: 65534 } as const) : undefined;
  const directory = mkdtempSync("/tmp/lotastro-ops-restart-");
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  const native = runnableBinaries(findBinaries(), directory, account);
  const child = spawn("/bin/sh", ["-c", script, "restartable", directory, native], {
    ...account,
    cwd: "/",
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", HOME: directory },
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const say = conversation(child, join(directory, "log"));
  await say.answer("ready");
  return {
    host: directory,
    port: 5432,
    superuser: "supabase_admin",
    start: () => say.order("start"),
    stop: (mode) => say.order("stop", mode),
    remove: async () => {
      const closed = once(child, "close");
      child.stdin?.end();
      await closed;
    },
  };
}

/** Orders go out one line each, and one line each comes back. */
function conversation(child: ChildProcess, log: string) {
  if (child.stdout === null) throw new Error("no way to hear the server");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async (wanted: string) => {
    const { value } = await lines.next();
    if (value !== wanted) throw new Error(`the server said ${value}, not ${wanted}: see ${log}`);
  };
  const order = async (...words: readonly string[]) => {
    child.stdin?.write(`${words.join(" ")}\n`);
    await answer(`${words[0]} 0`);
  };
  return { answer, order };
}
