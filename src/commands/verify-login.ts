import { readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Session } from "../connect/session.ts";
import { errorFields, usageError } from "../errors.ts";
import { askSecret } from "../output/ask.ts";
import { type Io, say } from "../output/io.ts";
import { plainAddress } from "../services/address.ts";
import { type LoginQuestion, signIn, signOut, tryToken } from "../services/login.ts";
import type { Step } from "../services/login-answer.ts";
import { millisOf } from "./time-limit.ts";
import type { Verification } from "./verify.ts";

/** What --login takes; a password is never among it. */
export interface LoginOptions {
  readonly login?: boolean | undefined;
  readonly authUrl?: string | undefined;
  readonly email?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly passwordStdin?: boolean | undefined;
  readonly timeout?: string | undefined;
}

/** The runbook's three lines about logging in. */
const steps = {
  login: "Test login with known good credentials",
  session: "Verify session creation",
  routes: "Check that the user can access protected routes",
} as const;

/** Finds address, account and password, before anything is asked of anybody. */
export async function readLogin(options: LoginOptions, io: Io): Promise<LoginQuestion> {
  const { SUPABASE_URL, SUPABASE_ANON_KEY, LOTASTRO_LOGIN_EMAIL } = io.env;
  const project = SUPABASE_URL ? `${SUPABASE_URL.replace(/\/+$/, "")}/auth/v1` : undefined;
  const given = options.authUrl ?? project;
  if (given === undefined) {
    const hint = "Give --auth-url https://<project>.supabase.co/auth/v1, or set SUPABASE_URL.";
    throw usageError("the address of the sign-in service is not known", hint);
  }
  const email = (options.email ?? LOTASTRO_LOGIN_EMAIL ?? "").trim();
  if (!/^[^\s\p{C}@]{1,64}@[^\s\p{C}@]{1,255}$/u.test(email)) {
    throw usageError("--login needs a test account", "Give --email, or set LOTASTRO_LOGIN_EMAIL.");
  }
  const publicKey = (SUPABASE_ANON_KEY ?? "").trim();
  if (!/^[\x21-\x7e]{0,8192}$/.test(publicKey)) {
    throw usageError("SUPABASE_ANON_KEY holds characters that no header can carry");
  }
  return {
    address: plainAddress(given, "the address of the sign-in service"),
    email,
    password: await readPassword(options, io),
    publicKey: publicKey === "" ? undefined : publicKey,
    limitMillis: millisOf(options.timeout ?? "10s"),
    signal: io.signal,
  };
}

/** Signs in, looks at what that left and may see, signs out; `rows` with those lines in place. */
export async function withLogin(
  rows: readonly Verification[],
  question: LoginQuestion,
  session: Session,
  io: Io,
): Promise<readonly Verification[]> {
  const { step, login } = await signIn(question);
  if (login === undefined) return replaced(rows, [verification(steps.login, step)]);
  let left: string | null = null;
  try {
    const token = await tryToken(question, login);
    const seen = await session.query<Verification>("select * from ops.trial_login($1, $2)", [
      login.account,
      login.session,
    ]);
    return replaced(rows, [
      verification(steps.login, step),
      ...seen,
      verification(steps.routes, token),
    ]);
  } finally {
    left = await signOut(question, login);
    if (left !== null) {
      say(io, `the test account could not be signed out: ${left}; its session ends by itself`);
    }
  }
}

function verification(step: string, { state, message, next, evidence }: Step): Verification {
  return { step, state, message, evidence, next };
}

/** Each line where it stood, what is new of a step together; those of other steps stay. */
function replaced(
  rows: readonly Verification[],
  found: readonly Verification[],
): readonly Verification[] {
  const names = new Set(found.map(({ step }) => step));
  const kept = rows.filter(({ step }) => !names.has(step));
  const order: readonly string[] = Object.values(steps);
  const place = ({ step }: Verification) => order.indexOf(step);
  return [...kept, ...found].toSorted((a, b) => place(a) - place(b));
}

/** From the terminal, standard input, a private file or the environment: never an argument. */
async function readPassword(options: LoginOptions, io: Io): Promise<string> {
  const { passwordFile, passwordStdin } = options;
  if (passwordFile !== undefined && passwordStdin) {
    throw usageError("--password-file and --password-stdin contradict each other");
  }
  const variable = "LOTASTRO_LOGIN_PASSWORD";
  const password =
    passwordFile !== undefined
      ? firstLineOf(passwordFile)
      : passwordStdin
        ? await typedLine(io)
        : (io.env[variable] ?? "");
  if (password === "" || password.length > 1000) {
    const hint = `Set ${variable}, or give --password-file or --password-stdin.`;
    throw usageError("--login needs the test account's password", hint);
  }
  return password;
}

/** As libpq treats its own: a file that others may read is no place for a password. */
function firstLineOf(file: string): string {
  try {
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
      throw usageError(`${file} can be read by others`, `Run: chmod 600 ${file}`);
    }
    return readFileSync(file, "utf8").split(/\r?\n/, 1)[0] ?? "";
  } catch (error: unknown) {
    const { code } = errorFields(error);
    if (code === "USAGE") throw error;
    throw usageError(`${file} cannot be read: ${String(code)}`);
  }
}

async function typedLine(io: Io): Promise<string> {
  if (io.stdin.isTTY === true) return askSecret("Password of the test account: ", io);
  for await (const line of createInterface({ input: io.stdin })) return line;
  return "";
}
