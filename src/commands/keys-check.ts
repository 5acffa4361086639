import type { Command } from "commander";
import { withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { type Diagnosis, showDiagnoses } from "../output/diagnoses.ts";
import { exit, worst } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { plainAddress } from "../services/address.ts";
import { readSigningKeys, type SigningKey } from "../services/signing-keys.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `keys-check` takes. */
export interface KeysCheckOptions extends ConnectionOptions {
  readonly jwks: string;
  readonly accept?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerKeysCheck(program: Command, perform: Perform): void {
  withConnection(program.command("keys-check"))
    .description("whether the keys that sign tokens are those last accepted; keeps fingerprints")
    .argument("[database]", "connection string")
    .requiredOption(
      "--jwks <address>",
      "https://<project>.supabase.co/auth/v1/.well-known/jwks.json",
    )
    .option("--accept", "take the keys shown now for the right ones")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: KeysCheckOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Reads the public keys, compares their fingerprints with the last, and keeps them. */
export async function run(
  options: KeysCheckOptions,
  io: Io,
  limitMillis = 10_000,
): Promise<number> {
  const address = plainAddress(options.jwks, "--jwks");
  const asking = { secret: undefined, limitMillis, signal: io.signal };
  const shown = await readSigningKeys(address, asking);
  const needs = { verb: "keys-check", installed: true, access: "writes" } as const;
  return withSession(options, needs, io, async (session) => {
    const compare = (keys: readonly SigningKey[]) =>
      session.query<Diagnosis>("select * from ops.note_signing_keys($1, $2::jsonb, $3)", [
        address,
        JSON.stringify(keys),
        options.accept === true,
      ]);
    const rows = "keys" in shown ? await compare(shown.keys) : [problemRow(shown)];
    const some = (state: string) => rows.some((row) => row.state === state);
    const status = worst(
      some("fail") && !("keys" in shown && options.accept) ? exit.findings : exit.clean,
      some("unknown") ? exit.unknown : exit.clean,
    );
    const server = jsonServer(session);
    if (options.json)
      printJson(io, { verb: "keys-check", server, jwks: address, rows, exit: status });
    else showDiagnoses(rows, io);
    return status;
  });
}

function problemRow({
  problem,
  secret,
}: {
  readonly problem: string;
  readonly secret: boolean;
}): Diagnosis {
  const fix = secret ? "rotate it now: whoever has read it can sign in as anybody" : "ask again";
  return { item: "signing keys", state: secret ? "fail" : "unknown", detail: problem, fix };
}
