import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import pg from "pg";

export interface FakePooler {
  readonly port: number;
  close(): Promise<void>;
}

/** A session with the server that many clients share. */
interface Shared {
  readonly stream: Duplex;
  user: Socket | undefined;
}

/**
 * A pooler as people have in front of their database: it answers the login itself, and lends its
 * few server sessions for a transaction, or for as long as the client stays.
 */
export async function fakePooler(
  database: pg.ClientConfig,
  mode: "transaction" | "session",
): Promise<FakePooler> {
  const clients = await Promise.all([1, 2, 3].map(() => connected(database)));
  const pool = clients.map((client) => take(client));
  const server = createServer((socket) => serve(socket, pool, mode));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    async close() {
      server.close();
      for (const { stream, user } of pool) {
        user?.destroy();
        stream.destroy();
      }
      await once(server, "close");
    },
  };
}

async function connected(database: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(database);
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Takes the wire away from the driver: from here on bytes are only passed through. */
function take(client: pg.Client): Shared {
  const { stream } = client.connection;
  stream.removeAllListeners("data");
  const shared: Shared = { stream, user: undefined };
  let unread = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    const { user } = shared;
    unread = Buffer.concat([unread, chunk]);
    let idle = false;
    while (unread.length >= 5 && unread.length > unread.readInt32BE(1)) {
      const end = unread.readInt32BE(1) + 1;
      // ReadyForQuery, outside a transaction: whoever comes next may have the session.
      if (unread[0] === 90) idle = unread[5] === 73;
      unread = unread.subarray(end);
    }
    if (idle) shared.user = undefined;
    user?.write(chunk);
  });
  return shared;
}

function serve(socket: Socket, pool: readonly Shared[], mode: "transaction" | "session"): void {
  socket.on("error", () => {});
  socket.once("data", (startup: Buffer) => {
    if (startup.length === 8) {
      socket.write("N");
      serve(socket, pool, mode);
      return;
    }
    socket.write(welcome);
    let own: Shared | undefined;
    socket.on("data", (packet: Buffer) => {
      if (packet[0] === 88) return socket.end();
      own = mode === "session" && own ? own : lend(socket, pool);
      own.user = socket;
      if (mode === "session") reserved.add(own);
      return own.stream.write(packet);
    });
  });
}

const reserved = new WeakSet<Shared>();

/** The session that the socket is in a transaction with, else the first that is free. */
function lend(socket: Socket, pool: readonly Shared[]): Shared {
  const shared =
    pool.find(({ user }) => user === socket) ??
    pool.find((one) => one.user === undefined && !reserved.has(one));
  if (shared === undefined) throw new Error("the pool is empty");
  return shared;
}

/** AuthenticationOk, a cancel key of its own making, ReadyForQuery. */
const welcome = Buffer.from("5200000008000000004b0000000c000010e10000032f5a0000000549", "hex");
