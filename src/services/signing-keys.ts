import { createHash } from "node:crypto";
import { errorFields } from "../errors.ts";
import { type Asking, askJson } from "./ask-json.ts";

/** A public key as the database keeps it: never the key itself. */
export interface SigningKey {
  readonly fingerprint: string;
  readonly kid: string | null;
  readonly algorithm: string | null;
}

/** The keys that are shown, or why they cannot be known; `secret` where a secret is shown. */
export type Shown =
  | { readonly keys: readonly SigningKey[] }
  | { readonly problem: string; readonly secret: boolean };

/** Reads a JWKS document and takes the thumbprint of each key. */
export async function readSigningKeys(address: string, asking: Asking): Promise<Shown> {
  const { status, body, problem } = await askJson(address, asking);
  const unknown = (text: string): Shown => ({ problem: text, secret: false });
  if (problem !== null) return unknown(problem);
  const { keys } = errorFields(body);
  if (status !== 200 || !Array.isArray(keys)) {
    return unknown(`the answer is no list of keys (status ${status})`);
  }
  const found: SigningKey[] = [];
  for (const key of keys.map(errorFields)) {
    if (key.kty === "oct" || typeof key.d === "string" || typeof key.k === "string") {
      return { problem: "a secret is shown to everybody there", secret: true };
    }
    const fingerprint = thumbprint(key);
    if (fingerprint === undefined)
      return unknown(`a key of kind ${word(key.kty) ?? "?"} is not known here`);
    found.push({ fingerprint, kid: word(key.kid), algorithm: word(key.alg) });
  }
  const once = new Map(found.map((key) => [key.fingerprint, key]));
  return { keys: [...once.values()] };
}

/** The members that make each kind of key, in the order of RFC 7638. */
const members: Readonly<Record<string, readonly string[]>> = {
  RSA: ["e", "kty", "n"],
  EC: ["crv", "kty", "x", "y"],
  OKP: ["crv", "kty", "x"],
};

/** SHA-256 thumbprint of a public key (RFC 7638); undefined for a kind or shape that is not known. */
export function thumbprint(key: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.hasOwn(members, String(key.kty)) ? members[String(key.kty)] : undefined;
  if (names === undefined || names.some((name) => typeof key[name] !== "string")) return undefined;
  const canonical = JSON.stringify(Object.fromEntries(names.map((name) => [name, key[name]])));
  return createHash("sha256").update(canonical).digest("base64url");
}

/** Of a stranger's answer: a short word without control characters. */
function word(value: unknown): string | null {
  return typeof value === "string" ? value.replace(/[^\P{C}]/gu, " ").slice(0, 100) : null;
}
