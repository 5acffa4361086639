import { kill } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { pidOf, until } from "./sessions.ts";

/**
 * Numbers what a session writes, row by row and at each commit, if it was told to stop at some of these
 * steps. There it says so and stands still until it is let go: so it is struck amid what it does, on a
 * machine of any speed.
 */
export const stepping = (tables: readonly string[]) => `
  create sequence public.step_number;
  create table public.failing (first bigint, last bigint);
  create function public.step() returns trigger language plpgsql set lock_timeout = 0 as $$
  declare
    v_stops constant bigint[] := nullif(current_setting('strike.at', true), '')::bigint[];
    v_step bigint;
  begin
    if v_stops is not null then
      v_step := nextval('public.step_number');
      if v_step = any (v_stops) then
        raise notice 'stopped at step %', v_step;
        perform pg_advisory_lock(4711, v_step::integer);
        perform pg_advisory_unlock(4711, v_step::integer);
      end if;
      if tg_table_schema <> 'ops'
        and exists (select from public.failing as f where v_step between f.first and f.last)
      then
        raise exception 'failing at step %', v_step;
      end if;
    end if;
    if tg_op = 'DELETE' then
      return old;
    end if;
    return new;
  end $$;
  ${[...tables, "ops.plan_change", "ops.run", "ops.change", "ops.run_skip"]
    .map(
      (table) => `create trigger step before insert or update or delete on ${table}
        for each row execute function public.step();`,
    )
    .join("\n")}
  create constraint trigger step_at_commit after insert on ops.change
    deferrable initially deferred for each row execute function public.step()`;

export interface Stage {
  readonly config: pg.ClientConfig;
  readonly tables: readonly string[];
  /** Strikes, and reads what is left: all as text, in the notation of the journal. */
  judge: pg.Client;
  /** Holds locks that are in the way. */
  rival: pg.Client;
  victim: pg.Client | undefined;
}

/** As a cast to text writes it, which differs from what is sent for booleans only. */
const asText = {
  getTypeParser: (type: number) =>
    type === pg.types.builtins.BOOL
      ? (text: string) => String(text === "t")
      : (text: string) => text,
} as pg.CustomTypesConfig;

export interface Strike {
  readonly step: number;
  readonly fault: Fault;
  /** What else is left to chance, in [0, 1). */
  readonly luck: number;
}

const letGo = (judge: pg.Client, step: number) =>
  judge.query("select pg_advisory_unlock(4711, $1)", [step]);

type Blow = (stage: Stage, pid: number, strike: Strike) => Promise<unknown>;

/** Ends what the session does, which stands still at a step. */
const deadly = {
  pg_terminate_backend: ({ judge }, pid) => judge.query("select pg_terminate_backend($1)", [pid]),
  pg_cancel_backend: ({ judge }, pid) => judge.query("select pg_cancel_backend($1)", [pid]),
  "pg_terminate_backend a moment later": ({ judge }, pid, { step, luck }) =>
    judge.query(
      "select pg_advisory_unlock(4711, $1), pg_sleep($2::float / 100), pg_terminate_backend($3)",
      [step, luck, pid],
    ),
  // It stands still until its time is up.
  statement_timeout: async () => {},
  SIGKILL: async (_stage, pid) => kill(pid, "SIGKILL"),
} as const satisfies Record<string, Blow>;

export const locks = "row locks that are held too long";

/** The session is let go, and goes on. */
const troubling = {
  [locks]: async ({ judge, rival, tables }, _pid, { step, luck }) => {
    const rows = `limit 3 offset ${Math.floor(luck * 5)} for update skip locked`;
    await rival.query(
      `begin; ${tables.map((table) => `select from ${table} order by id ${rows}`).join(";")}`,
    );
    await letGo(judge, step);
  },
  "a trigger that fails": async ({ judge }, _pid, { step, luck }) => {
    const last = step + Math.floor(luck * 8);
    await judge.query("insert into public.failing values ($1, $2)", [step, last]);
    await letGo(judge, step);
  },
} as const satisfies Record<string, Blow>;

export type Fault = keyof typeof deadly | keyof typeof troubling;
const blows: Record<Fault, Blow> = { ...deadly, ...troubling };
export const isDeadly = (fault: Fault) => fault in deadly;
/** All but the one that ends every session of the server. */
export const faults = (Object.keys(blows) as Fault[]).filter((fault) => fault !== "SIGKILL");

/** So long a session has that is to stand still until its time is up. */
const patience = 300;

export async function openStage(
  config: pg.ClientConfig,
  tables: readonly string[],
): Promise<Stage> {
  return { config, tables, victim: undefined, ...(await openJudge(config)) };
}

async function openJudge(config: pg.ClientConfig): Promise<Pick<Stage, "judge" | "rival">> {
  const judge = await connect({ ...config, types: asText, options: "-c timezone=UTC" });
  return { judge, rival: await connect(config) };
}

export async function closeStage({ judge, rival, victim }: Stage): Promise<void> {
  await Promise.all([judge, rival, victim].map((client) => client?.end().catch(() => {})));
}

/**
 * Runs the statement, strikes it at each of the steps, of which only the last may be deadly, and waits until
 * nothing of it is left but what it did. Returns the blows that fell, and what it was refused with.
 */
export async function attempt(
  stage: Stage,
  statement: string,
  strikes: readonly Strike[],
): Promise<{ fell: readonly Strike[]; error: Error | undefined }> {
  stage.victim ??= await connect(stage.config);
  const { judge, victim } = stage;
  const pid = await pidOf(victim);
  const last = strikes.at(-1);
  const timed = last?.fault === "statement_timeout";
  const steps = `{${strikes.map(({ step }) => step)}}`;
  await judge.query("select pg_advisory_lock(4711, s) from unnest($1::int[]) as s", [steps]);
  // Without any it counts all the same.
  await victim.query("select set_config('strike.at', $1, false)", [last ? steps : "{0}"]);
  await victim.query(`set statement_timeout = ${timed ? patience : 0}`);
  const fell: Strike[] = [];
  let blow: Promise<unknown> = Promise.resolve();
  const onNotice = ({ message }: { message: string | undefined }) => {
    const strike = strikes.find(({ step }) => message === `stopped at step ${step}`);
    if (strike === undefined) return;
    fell.push(strike);
    blow = blow.then(() => blows[strike.fault](stage, pid, strike));
  };
  victim.on("notice", onNotice);
  const error = await victim.query(statement).then(
    () => undefined,
    (refusal: Error) => refusal,
  );
  await blow;
  victim.off("notice", onNotice);
  // On a slow machine its time is up before it comes to the step.
  if (timed && !fell.includes(last) && (error as pg.DatabaseError)?.code === "57014")
    fell.push(last);
  await settle(stage, pid, last);
  return { fell, error };
}

/** Everybody lets go; a session that lives goes on later, or ends and leaves the rest to the next. */
async function settle(stage: Stage, pid: number, last: Strike | undefined): Promise<void> {
  if (last?.fault === "SIGKILL") await reopen(stage);
  await stage.rival.query("rollback");
  await stage.judge.query("select pg_advisory_unlock_all()");
  await stage.judge.query("delete from public.failing");
  const goesOn = (last?.luck ?? 0) < 0.5 && !last?.fault.startsWith("pg_terminate_backend");
  // Also takes off the limit that it may have had.
  if (goesOn && (await answers(stage.victim, "set statement_timeout = 0"))) return;
  await stage.victim?.end().catch(() => {});
  stage.victim = undefined;
  await until(
    stage.judge,
    "select where not exists (select from pg_stat_activity where pid = $1)",
    [pid],
  );
}

async function answers(client: pg.Client | undefined, question = "select"): Promise<boolean> {
  if (client === undefined) return false;
  return client.query(question).then(
    () => true,
    () => false,
  );
}

/** After a crash: the server ends every session before it recovers, and a new one must not come too early. */
async function reopen(stage: Stage): Promise<void> {
  while (await answers(stage.judge)) await sleep(5);
  await closeStage(stage);
  stage.victim = undefined;
  for (const deadline = Date.now() + 60_000; ; await sleep(30)) {
    try {
      Object.assign(stage, await openJudge(stage.config));
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on("error", () => {});
  await client.connect();
  return client;
}
