import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { run } from "../src/commands/keys-check.ts";
import { main } from "../src/program.ts";
import { thumbprint } from "../src/services/signing-keys.ts";
import { at, json, testIo } from "./cli-io.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase("installed");
});
afterAll(() => database.drop());

/** A sign-in service whose answer can be changed between two looks. */
async function service(body: unknown, status = 200) {
  const now = { body, status };
  const server = createServer((_request, response) => {
    response.writeHead(now.status, { "content-type": "application/json" });
    response.end(typeof now.body === "string" ? now.body : JSON.stringify(now.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { jwks: `http://127.0.0.1:${port}/jwks.json`, now };
}

function publicKey(kid: string) {
  const { publicKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...key.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" };
}

async function look(jwks: string, accept = false) {
  const io = testIo();
  const status = await run({ jwks, accept, json: true, ...at(database.owner) }, io, 500);
  const rows = json(io).rows as { item: string; state: string; detail: string }[];
  return {
    status,
    rows: rows.map(({ item, state }) => [item, state]),
    details: rows.map(({ detail }) => detail),
  };
}

describe("keys-check", () => {
  test("takes the thumbprint of RFC 7638", () => {
    const n =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    const key = { kty: "RSA", n, e: "AQAB", alg: "RS256", kid: "2011-04-29" };
    expect(thumbprint(key)).toBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    expect(thumbprint({ kty: "constructor" })).toBeUndefined();
    expect(thumbprint({ kty: "EC", crv: "P-256", x: "a" })).toBeUndefined();
  });

  test("compares with the last look, and a change stays a finding until it is accepted", async () => {
    const [first, second] = [publicKey("one"), publicKey("two")];
    const { jwks, now } = await service({ keys: [first] });
    expect(await look(jwks)).toMatchObject({ status: 0, rows: [["key one", "info"]] });
    expect(await look(jwks)).toMatchObject({ status: 0, rows: [["key one", "ok"]] });
    now.body = { keys: [second, second] };
    const changed = {
      rows: [
        ["key two", "fail"],
        ["key one", "fail"],
      ],
    };
    expect(await look(jwks)).toMatchObject({ status: 1, ...changed });
    expect(await look(jwks)).toMatchObject({ status: 1, ...changed });
    expect(await look(jwks, true)).toMatchObject({ status: 0, ...changed });
    expect(await look(jwks)).toMatchObject({ status: 0, rows: [["key two", "ok"]] });
  });

  test("no key at all is unknown: a shared secret signs", async () => {
    const { jwks } = await service({ keys: [] });
    expect(await look(jwks)).toMatchObject({ status: 2, rows: [["signing keys", "unknown"]] });
  });

  test("a secret that is shown is a finding, and is not repeated", async () => {
    for (const key of [
      { kty: "oct", k: "topsecret" },
      { ...publicKey("x"), d: "topsecret" },
    ]) {
      const { jwks } = await service({ keys: [publicKey("a"), key] });
      const found = await look(jwks, true);
      expect(found).toMatchObject({ status: 1, rows: [["signing keys", "fail"]] });
      expect(found.details.join()).not.toContain("topsecret");
    }
  });

  const strange: readonly [string, unknown, number][] = [
    ["500", {}, 500],
    ["no JSON", "<html>", 200],
    ["no list", { keys: "x" }, 200],
    ["null", "null", 200],
    ["an unknown kind", { keys: [{ kty: "XYZ" }] }, 200],
    ["a list of nothing", { keys: [null] }, 200],
  ];
  test.each(strange)("%s is unknown, and keeps nothing", async (_what, body, status) => {
    const { jwks, now } = await service(body, status);
    expect(await look(jwks, true)).toMatchObject({
      status: 2,
      rows: [["signing keys", "unknown"]],
    });
    Object.assign(now, { body: { keys: [publicKey("new")] }, status: 200 });
    expect((await look(jwks)).rows).toEqual([["key new", "info"]]);
  });

  test("wants a plain https address", async () => {
    const io = testIo();
    expect(await main(["keys-check", "--jwks", "http://project.example/jwks"], io)).toBe(64);
    expect(await main(["keys-check"], io)).toBe(64);
    expect(io.err()).toContain("--jwks is no plain https address");
  });
});
