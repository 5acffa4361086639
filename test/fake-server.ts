import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { certificate, key } from "./tls-certificates.ts";

/** What a server that only these tests know does with a connection. */
export interface Behaviour {
  /** Answer to a request for TLS: yes, no, a hang-up, or bytes of another protocol. */
  readonly tls?: "S" | "N" | "hang up" | "garbage";
  /** What a login gets: in, a refusal, a hang-up, or nothing for ever. */
  readonly login: Login | ((encrypted: boolean) => Login);
}

export type Login =
  | "let in"
  | "hang up"
  | "silence"
  | { readonly code: string; readonly message: string };

export interface FakeServer {
  readonly port: number;
  /** One entry for each login tried: whether it was encrypted. */
  readonly logins: readonly boolean[];
  close(): Promise<void>;
}

const sslRequestCode = 80877103;

/** Stands in for the failures that a real server cannot easily be brought to show. */
export async function fakeServer(behaviour: Behaviour): Promise<FakeServer> {
  const logins: boolean[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    converse(socket, behaviour, logins, false);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    logins,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function converse(socket: Socket, behaviour: Behaviour, logins: boolean[], encrypted: boolean) {
  socket.once("data", (packet: Buffer) => {
    if (packet.length === 8 && packet.readInt32BE(4) === sslRequestCode) {
      answerTls(socket, behaviour, logins);
    } else {
      logins.push(encrypted);
      const { login } = behaviour;
      answerLogin(socket, typeof login === "function" ? login(encrypted) : login);
    }
  });
}

function answerTls(socket: Socket, behaviour: Behaviour, logins: boolean[]): void {
  const answer = behaviour.tls ?? "N";
  if (answer === "hang up") socket.destroy();
  else if (answer === "garbage") socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  else if (answer === "N") {
    socket.write("N");
    converse(socket, behaviour, logins, false);
  } else {
    socket.write("S");
    const wire = new TLSSocket(socket, { isServer: true, cert: certificate, key });
    wire.on("error", () => {});
    converse(wire, behaviour, logins, true);
  }
}

function answerLogin(socket: Socket, login: Login): void {
  if (login === "silence") return;
  if (login === "hang up") socket.destroy();
  else if (login === "let in") {
    const authenticationOk = message("R", int32(0));
    const backendKey = message("K", Buffer.concat([int32(4711), int32(815)]));
    socket.write(Buffer.concat([authenticationOk, backendKey, message("Z", Buffer.from("I"))]));
  } else {
    const fields = `SFATAL\0VFATAL\0C${login.code}\0M${login.message}\0\0`;
    socket.end(message("E", Buffer.from(fields)));
  }
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
