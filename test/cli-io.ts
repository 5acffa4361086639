import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type pg from "pg";
import { onTestFinished } from "vitest";
import type { Io } from "../src/output/io.ts";
import { urlOf } from "./connection.ts";

/** An Io that a test reads and answers; nothing of the machine's own settings reaches it. */
export interface TestIo extends Io {
  /** What was written so far. */
  out(): string;
  err(): string;
  /** Ctrl-C. */
  interrupt(): void;
}

export interface TestIoOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Lines typed by a person; without them there is no terminal. */
  readonly typed?: readonly string[];
  readonly home?: string;
  readonly columns?: number;
}

export function testIo(options: TestIoOptions = {}): TestIo {
  const out: string[] = [];
  const err: string[] = [];
  const controller = new AbortController();
  const stdin = Object.assign(new PassThrough(), { isTTY: options.typed !== undefined });
  for (const line of options.typed ?? []) stdin.write(`${line}\n`);
  return {
    stdout: { write: (text) => out.push(text), columns: options.columns ?? 100 },
    stderr: { write: (text) => err.push(text), columns: 100 },
    stdin,
    env: options.env ?? {},
    home: options.home ?? "/nowhere",
    user: "tester",
    signal: controller.signal,
    out: () => out.join(""),
    err: () => err.join(""),
    interrupt: () => controller.abort(),
  };
}

/** A home directory for one test, with the files that libpq keeps there. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), "lotastro-ops-home-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** The connection string of a test database, as a verb takes it. */
export function at(database: pg.ClientConfig): { readonly url: string } {
  return { url: urlOf(database) };
}

/** What --json printed. */
export function json(io: TestIo): Record<string, unknown> {
  return JSON.parse(io.out()) as Record<string, unknown>;
}
