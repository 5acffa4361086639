import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Account } from "./binaries.ts";

/**
 * A shell stands between us and the server. Told where the binaries are, it creates the cluster and
 * runs the server, and when its standard input ends, stops the server and removes the directory.
 * The kernel closes our end of that pipe however we go (stop(), an exit, a signal, SIGKILL), so
 * nothing is left behind, and we install no exit or signal handler that could change this
 * process's exit status.
 *
 * Background commands of a shell ignore SIGQUIT; initdb and postgres install handlers of their
 * own, so `kill -s QUIT 0` reaches just those two in the group. It is repeated, for until they
 * have installed them the signal is lost.
 */
const script = `
directory=$1
shift
remove() { rm -rf -- "$directory" || { sleep 1; rm -rf -- "$directory"; }; }
trap : HUP INT QUIT TERM
exec 3<&0 </dev/null
IFS= read -r native <&3 || { remove; exit 1; }
(read -r end <&3; while kill -s QUIT 0; do sleep 0.1; done) &
reader=$!
(
  "$native/bin/initdb" -D "$directory/data" -U supabase_admin --pwfile="$directory/password" \\
    -E UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 \\
    --no-sync --no-instructions >/dev/null &&
    exec "$native/bin/postgres" -D "$directory/data" "$@"
) 3<&- &
server=$!
while wait "$server"; status=$?; kill -0 "$server" 2>/dev/null; do :; done
kill "$reader" 2>/dev/null
remove
exit "$status"
`;

export interface Supervised {
  readonly directory: string;
  readonly account: Account;
  readonly settings: Readonly<Record<string, string>>;
}

/** The supervisor of `directory`, which now removes it; it waits for start(). */
export function supervise({ directory, account, settings }: Supervised): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return spawn("/bin/sh", ["-c", script, "lotastro-ops-embedded", directory, ...flags], {
    ...account,
    cwd: "/",
    // Neither the caller's locale, zone nor PG* variables may shape the cluster.
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", HOME: directory },
    // Its own session: Ctrl-C in the terminal reaches us first, and we decide when to stop.
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
}

export function start(supervisor: ChildProcess, native: string): void {
  // It may be gone already, which the caller learns from its exit.
  supervisor.stdin?.on("error", () => {});
  supervisor.stdin?.write(`${native}\n`);
}

/** The file in which a running server writes its pid (line 1) and its state (line 8). */
export function pidFile(directory: string): string {
  return join(directory, "data", "postmaster.pid");
}
