import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { errorFields, usageError } from "../errors.ts";

/** A photo to be read, and what may be recorded of it. */
export interface Photo {
  readonly dataUrl: string;
  readonly record: Readonly<Record<string, unknown>>;
}

const mostBytes = 10 * 1024 * 1024;

const kinds: readonly (readonly [string, RegExp])[] = [
  ["image/jpeg", /^ffd8ff/],
  ["image/png", /^89504e470d0a1a0a/],
  ["image/webp", /^52494646.{8}57454250/],
];

/** Reads a JPEG, PNG or WebP file of at most 10 MB; what it is, its bytes say and not its name. */
export function readPhoto(path: string): Photo {
  const bytes = readInput(path);
  const start = bytes.subarray(0, 16).toString("hex");
  const type = kinds.find(([, magic]) => magic.test(start))?.[0];
  if (type === undefined) throw usageError(`${path} is no JPEG, PNG or WebP image`);
  if (bytes.length > mostBytes) throw usageError(`${path} is larger than 10 MB`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    dataUrl: `data:${type};base64,${bytes.toString("base64")}`,
    record: { file: basename(path), type, bytes: bytes.length, sha256 },
  };
}

/** A file's bytes, or an error of usage that names it. */
export function readInput(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error: unknown) {
    throw usageError(`${path} cannot be read: ${String(errorFields(error).code)}`);
  }
}
