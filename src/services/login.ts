import {
  fieldsOf,
  judge,
  later,
  readLogin,
  type SignedIn,
  type Step,
  tokenRefused,
  why,
} from "./login-answer.ts";
import { type HttpAnswer, sendRequest } from "./request.ts";

/** A test account, and where to sign in with it. */
export interface LoginQuestion {
  /** Of the sign-in service, as in https://<project>.supabase.co/auth/v1. */
  readonly address: string;
  readonly email: string;
  readonly password: string;
  /** The project's public key, which its gateway wants. */
  readonly publicKey: string | undefined;
  readonly limitMillis: number;
  readonly signal: AbortSignal;
}

const mostBytes = 256 * 1024;

/** Signs in with the password; what came of it, and the login where one was made. */
export async function signIn(
  question: LoginQuestion,
): Promise<{ readonly step: Step; readonly login?: SignedIn }> {
  const { address, email, password } = question;
  const answer = await send(question, "POST", `${address}/token?grant_type=password`, {
    body: JSON.stringify({ email, password }),
    secrets: [password],
    ifInterrupted: "The login was sent; whether it made a session is not known.",
  });
  const login = answer.status === 200 && !answer.truncated ? readLogin(answer.body) : undefined;
  if (login === undefined) return { step: judge(answer) };
  const evidence = { status: 200, millis: answer.millis, account: login.account };
  const message = `the account signed in after ${answer.millis} ms`;
  return { step: { state: "passed", message, next: null, evidence }, login };
}

/** Whether the token that was just given is taken: the keys that sign are those that check. */
export async function tryToken(question: LoginQuestion, login: SignedIn): Promise<Step> {
  const answer = await send(question, "GET", `${question.address}/user`, {
    token: login.token,
    secrets: [login.token],
  });
  const { status, millis } = answer;
  const evidence = { status, millis };
  const step = (state: Step["state"], message: string, next: string | null = null): Step => ({
    state,
    message,
    next,
    evidence,
  });
  if (status === 200) {
    return fieldsOf(answer.body).id === login.account
      ? step("passed", "the service takes the token it gave")
      : step("failed", "the service takes the token for somebody else's", tokenRefused);
  }
  if (status === 401 || status === 403) {
    return step(
      "failed",
      `the service refuses the token it has just given (${status})`,
      tokenRefused,
    );
  }
  return step("unknown", why(answer), later);
}

/** Ends the session again, also after Ctrl-C; null when that worked, else why not. */
export async function signOut(question: LoginQuestion, login: SignedIn): Promise<string | null> {
  const { signal } = new AbortController();
  const answer = await send(
    { ...question, signal },
    "POST",
    `${question.address}/logout?scope=local`,
    { token: login.token, secrets: [login.token] },
  );
  const { status } = answer;
  return status !== null && status >= 200 && status < 300 ? null : why(answer);
}

interface Sending {
  readonly token?: string;
  readonly body?: string;
  readonly secrets: readonly string[];
  readonly ifInterrupted?: string;
}

function send(
  { publicKey, limitMillis, signal }: LoginQuestion,
  method: "GET" | "POST",
  url: string,
  { token, ...sending }: Sending,
): Promise<HttpAnswer> {
  const bearer = token ?? publicKey;
  const headers = {
    accept: "application/json",
    ...(sending.body === undefined ? {} : { "content-type": "application/json" }),
    ...(publicKey === undefined ? {} : { apikey: publicKey }),
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
  };
  return sendRequest({ url, method, headers, limitMillis, mostBytes, signal, ...sending });
}
