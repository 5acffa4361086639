import { errorFields } from "../errors.ts";
import type { HttpAnswer } from "./request.ts";

/** How a step went: what was seen, and what helps. */
export interface Step {
  readonly state: "passed" | "failed" | "unknown";
  readonly message: string;
  readonly next: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** A login that was made. The token opens the account: it leaves this process nowhere. */
export interface SignedIn {
  readonly token: string;
  readonly account: string;
  readonly session: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The login that an answer holds; undefined where it holds none. */
export function readLogin(body: string): SignedIn | undefined {
  const { access_token: token, user } = fieldsOf(body);
  const { id } = errorFields(user);
  // It goes into a header: what no token is made of would be shown by the error.
  if (typeof token !== "string" || !/^[\w.~+/=-]{20,8192}$/.test(token)) return undefined;
  if (typeof id !== "string" || !uuid.test(id)) return undefined;
  const claims = fieldsOf(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  const { session_id: session } = claims;
  const named = typeof session === "string" && uuid.test(session);
  return { token, account: id, session: named ? session : null };
}

/** A refusal is an answer about the login; whatever else came says nothing about it. */
export function judge(answer: HttpAnswer): Step {
  const { status, millis } = answer;
  const { error_code: code, error, code: number } = fieldsOf(answer.body);
  // Of a stranger's answer only a plain word: never its message, which may repeat what it was sent.
  const given = [code, error, number].find((one) => typeof one === "string");
  const word = typeof given === "string" && /^[a-z_]{3,60}$/.test(given) ? given : null;
  const [state, message, next] = refusals[status ?? 0] ?? beyond(answer);
  return {
    state,
    message: word === null ? message : `${message} (${word})`,
    next,
    evidence: { status, millis, word },
  };
}

/** What helps where nothing was judged. */
export const later = "try again; the platform's status page says more";
/** What helps where a token is refused. */
export const tokenRefused = "lotastro-ops keys-check --jwks <address>";
const credentials = "is the password still good? Dashboard -> Authentication -> Users";

const refusals: Readonly<Record<number, readonly [Step["state"], string, string]>> = {
  400: ["failed", "refused: e-mail or password is wrong, or the account may not", credentials],
  401: ["failed", "refused before the password was looked at: SUPABASE_ANON_KEY", tokenRefused],
  403: ["failed", "refused: the account is barred", credentials],
  404: ["unknown", "no sign-in service is there: it ends in /auth/v1", "--auth-url <address>"],
  422: ["failed", "refused: password logins are off, or the account may not", credentials],
  429: ["unknown", "too many logins from here: nothing was judged", "wait some minutes"],
};

function beyond(answer: HttpAnswer): readonly [Step["state"], string, string | null] {
  const { status } = answer;
  if (status !== null && status >= 500) {
    return ["failed", `the sign-in service fails: ${status}`, "Dashboard -> Auth -> Logs"];
  }
  return ["unknown", why(answer), later];
}

/** Why an answer says nothing. */
export function why({ status, truncated, problem }: HttpAnswer): string {
  if (problem !== null) return problem;
  if (truncated) return "the answer is longer than 256 kB";
  if (status !== null && status >= 300 && status < 400)
    return `a redirect (${status}), not followed`;
  return status === 200 ? "the answer is no login" : `the service answered ${status}`;
}

/** The members of a JSON object; none where the text is no such thing. */
export function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return errorFields(JSON.parse(text));
  } catch {
    return {};
  }
}
