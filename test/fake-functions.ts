import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { certificate, key } from "./tls-certificates.ts";

/** What reached the server. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a function behaves: a status with a body, or one of the ways to misbehave. */
export type Answering =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | "silence"
  | "hang up"
  | "cut off"
  | "echo"
  | "huge";

export interface FakeFunctions {
  readonly base: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** Stands in for the platform: answers POST and OPTIONS as told, and remembers what came. */
export async function fakeFunctions(
  answer: Answering | ((request: Received) => Answering),
  tls = false,
): Promise<FakeFunctions> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server: Server = tls ? createTlsServer({ cert: certificate, key }) : createServer();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.on("request", async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url: path = "", headers } = request;
    const one = { method, path, headers, body: Buffer.concat(chunks).toString() };
    received.push(one);
    const how = typeof answer === "function" ? answer(one) : answer;
    if (how === "silence") return;
    if (how === "hang up") request.socket.destroy();
    else if (how === "cut off") {
      response.writeHead(200, { "content-length": "1000" });
      response.write("only the begin", () => request.socket.destroy());
    } else if (how === "echo") response.end(JSON.stringify({ headers, body: one.body }));
    else if (how === "huge") {
      response.on("error", () => {});
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    } else {
      response.writeHead(how.status, how.headers);
      response.end(how.body ?? "{}");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    base: `${tls ? "https" : "http"}://127.0.0.1:${address.port}/functions/v1`,
    received,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
