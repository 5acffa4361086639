import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type pg from "pg";
import type { Target } from "./target.ts";

const waitMillis = 5000;
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Asks the server to stop what `client` is running, over a connection of its own as the protocol
 * wants it: no login, so it works even where no connection is left.
 */
export async function cancelStatement(
  client: pg.Client,
  target: Target,
  encrypted: boolean,
): Promise<void> {
  const socket = open(target);
  socket.setTimeout(waitMillis, () => socket.destroy());
  try {
    await when(socket, "connect");
    const wire = encrypted ? await encrypt(socket) : socket;
    wire.end(cancelRequest(client));
    await when(wire, "close");
  } catch {
    // Nothing is lost: the statement ends at its statement_timeout, or with the connection.
  } finally {
    socket.destroy();
  }
}

function open({ host, hostaddr, port }: Target): Socket {
  return host.startsWith("/")
    ? connectTcp(`${host}/.s.PGSQL.${port}`)
    : connectTcp({ host: hostaddr ?? host, port });
}

/** The cancel key is worth nothing after the request, so the certificate is not checked again. */
async function encrypt(socket: Socket): Promise<Socket> {
  socket.write(sslRequest);
  await when(socket, "data");
  const wire = connectTls({ socket, rejectUnauthorized: false });
  await when(wire, "secureConnect");
  return wire;
}

function cancelRequest(client: pg.Client): Buffer {
  const request = Buffer.alloc(16);
  request.writeInt32BE(16, 0);
  request.writeInt32BE(80877102, 4);
  request.writeInt32BE(Number(Reflect.get(client, "processID")), 8);
  request.writeInt32BE(Number(Reflect.get(client, "secretKey")), 12);
  return request;
}

function when(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed")));
  });
}
