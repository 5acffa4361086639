import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { seed } from "./seed.ts";
import { openSession, pidOf, refusalOf, until } from "./sessions.ts";

interface Verdict {
  readonly what: string;
  readonly subject: string;
  readonly key: string;
}

const nights = 4;
const rowsANight = 12;

/** What the digests cover, told by other means than digests. */
const contents = `
  select a.id, to_jsonb(a) - '{is_reversed,reversed_at,reversed_by,reversal_audit_id}'::text[] as content
  from public.audit_logs as a`;

const edits = [
  "action = 'APPROVE'",
  "entity_identifier = nullif(entity_identifier, '') || 'x'",
  "entity_identifier = coalesce(entity_identifier, '')",
  "entity_identifier = null",
  "entity_id = gen_random_uuid()",
  "user_email = upper(user_email)",
  "user_role = user_role || ' '",
  `old_data = '{"b": 1.0, "a": [null, ""]}'`,
  "old_data = new_data, new_data = old_data",
  "new_data = jsonb_set(coalesce(new_data, '{}'), '{meters}', '12.50')",
  "changed_fields = '[]'",
  "notes = coalesce(notes, 'NULL')",
  "created_at = created_at + interval '1 microsecond'",
  "created_at = created_at - interval '90 days'",
  "created_at = now()",
  "created_at = null",
] as const;

const harmless = [
  "is_reversed = not coalesce(is_reversed, false)",
  "is_reversed = true, reversed_at = now(), reversed_by = user_id, reversal_audit_id = id",
  `new_data = case when new_data is null then null else (new_data || '{"zz": 1}'::jsonb) - 'zz' end`,
  "notes = notes",
] as const;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ edit: fc.constantFrom(...edits), row: fc.nat(999) }) },
  { weight: 2, arbitrary: fc.record({ edit: fc.constantFrom(...harmless), row: fc.nat(999) }) },
  { weight: 3, arbitrary: fc.record({ remove: fc.nat(999) }) },
  { weight: 3, arbitrary: fc.record({ insert: fc.integer({ min: -20, max: 100 }) }) },
);

describe(`tampering with what is sealed, seed ${seed}`, () => {
  let database: FreshDatabase;
  let client: pg.Client;

  const rows = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await client.query<T>(sql, values)).rows;
  /** As text: a Date would lose its microseconds. */
  const through = async () =>
    (
      await rows<{ through: string }>(
        "select max(through)::text as through from ops.seal_batch where subject = 'public.audit_logs'",
      )
    )[0]?.through;
  const found = async (complete: boolean) =>
    (
      await rows<Verdict>("select * from ops.verify_seals($1) where what <> 'verified'", [complete])
    ).map(({ what, subject, key }) => `${what} ${subject} ${key}`);
  const held = async () =>
    new Map((await rows(contents)).map(({ id, content }) => [id, JSON.stringify(content)]));

  beforeAll(async () => {
    database = await freshDatabase("installed");
    client = new pg.Client(database.owner);
    await client.connect();
    await rows("select sample.a_lot('L')");
    await rows("delete from public.audit_logs");
    for (let night = nights; night > 0; night -= 1) {
      await rows(
        `insert into public.audit_logs (action, entity_type, entity_id, entity_identifier, user_id, user_email, user_role, old_data, new_data, notes, created_at)
         select 'UPDATE', 'lot', l.id, nullif('L' || n % 3, 'L0'), sample.a_user(), 'a@example.com', 'admin',
           case when n % 2 = 0 then jsonb_build_object('meters', n) end, jsonb_build_object('meters', n + 1), nullif(repeat('n', n % 4), ''),
           now() - interval '1 day' * $1 + interval '1 minute' * n
         from public.lots as l cross join generate_series(1, ${rowsANight}) as n`,
        [night],
      );
      await rows("update ops.clock set shift = interval '2 hours' - interval '1 day' * $1", [
        night,
      ]);
      await rows("select ops.seal()");
      if (night === 2) await rows("select ops.record_seal_check()");
    }
    await rows("update ops.clock set shift = '0'");
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test("every edited, removed and slipped-in row is named, and no other", async () => {
    expect(await found(true)).toEqual([]);
    const sealed = await held();
    expect(sealed.size).toBe(nights * rowsANight);
    const ids = [...sealed.keys()].sort();
    const end = await through();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        await rows("begin");
        try {
          for (const one of steps) {
            if ("edit" in one)
              await rows(`update public.audit_logs set ${one.edit} where id = $1`, [
                ids[one.row % ids.length],
              ]);
            else if ("remove" in one)
              await rows("delete from public.audit_logs where id = $1", [
                ids[one.remove % ids.length],
              ]);
            else
              await rows(
                `insert into public.audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, created_at)
                 select 'CREATE', 'lot', l.id, sample.a_user(), 'b@example.com', 'admin', $1::timestamptz - interval '1 hour' * $2
                 from public.lots as l`,
                [end, one.insert],
              );
          }
          const now = await held();
          const expected = [
            ...ids
              .filter((id) => now.has(id) && now.get(id) !== sealed.get(id))
              .map((id) => `edited public.audit_logs ${id}`),
            ...ids.filter((id) => !now.has(id)).map((id) => `removed public.audit_logs ${id}`),
            ...(
              await rows<{ id: string }>(
                "select id from public.audit_logs where created_at < $1 and not id = any ($2)",
                [end, ids],
              )
            ).map(({ id }) => `slipped in public.audit_logs ${id}`),
          ].sort();
          expect((await found(true)).sort()).toEqual(expected);
          // From the last verified seal on fewer are found, none is misnamed.
          const since = await found(false);
          expect(since.filter((line) => !expected.includes(line))).toEqual([]);
          // Sealing on does not cover anything up.
          await rows("update ops.clock set shift = '1 day'");
          await rows("select ops.seal()");
          const later = await found(true);
          expect(expected.filter((line) => !later.includes(line))).toEqual([]);
          expect(later.filter((line) => !line.startsWith("slipped in")).sort()).toEqual(
            expected.filter((line) => !line.startsWith("slipped in")),
          );
        } finally {
          await rows("rollback");
        }
      }),
      { seed, numRuns: 30 },
    );
  });

  test("any change to any seal is noticed", async () => {
    const last = Number(
      (await rows<{ id: string }>("select max(id) as id from ops.seal_batch"))[0]?.id,
    );
    const changes = [
      "kind = 'accepted'",
      "subject = subject || 'x'",
      "columns = columns[2:]",
      "types = array_append(types, 'text')",
      "rows = rows + 1",
      "through = through + interval '1 s'",
      "keys = array_append(keys, 'x')",
      "times[1] = '2020-01-01'",
      "digests = digests || sha256('x')",
      "root = sha256('x')",
      "previous = sha256('x')",
      "hash = sha256('x')",
      "sealed_at = sealed_at + interval '1 s'",
      "actor = 'somebody'",
      "reason = 'none'",
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: last }),
        fc.constantFrom(...changes),
        async (id, change) => {
          await rows("begin");
          try {
            await rows(`update ops.seal_batch set ${change} where id = $1`, [id]);
            const lines = await rows<{ what: string; batch: string }>(
              "select what, batch from ops.verify_seals() where what = 'altered' and batch in ($1, $1::bigint + 1)",
              [id],
            );
            expect(lines.length).toBeGreaterThan(0);
          } finally {
            await rows("rollback");
          }
        },
      ),
      { seed, numRuns: 25 },
    );
  });
});

describe("sealing beside others", () => {
  let database: FreshDatabase;
  let judge: pg.Client;

  const insert = `
    insert into public.audit_logs (action, entity_type, entity_id, user_id, user_email, user_role)
    select 'CREATE', 'lot', l.id, u.id, 'a@example.com', 'admin'
    from public.lots as l cross join (select id from auth.users limit 1) as u`;
  const broken = async () =>
    (await judge.query("select * from ops.verify_seals() where what <> 'verified'")).rows;
  const unsealed = async () =>
    Number(
      (
        await judge.query(
          `select count(*) as rows from public.audit_logs as a where not exists (
             select from ops.seal_batch as b where b.subject = 'public.audit_logs' and a.id::text = any (b.keys))`,
        )
      ).rows[0].rows,
    );

  beforeAll(async () => {
    database = await freshDatabase("installed");
    judge = new pg.Client(database.owner);
    await judge.connect();
    await judge.query("select sample.a_user(), sample.a_lot('L')");
    // Nobody can set this; without it a test would have to wait for a minute.
    await judge.query("update ops.setting set value = '0 s' where name = 'seal_lag'");
  });
  beforeEach(() => judge.query("delete from ops.seal_batch; delete from public.audit_logs"));
  afterAll(async () => {
    await judge.end();
    await database.drop();
  });

  test("what a running transaction may still bring is waited for", async () => {
    const [writer, idler, other] = [
      await openSession(database.owner),
      await openSession(database.owner),
      await openSession(database.owner),
    ];
    await writer.query("begin");
    await writer.query(insert);
    await other.query(insert);
    await judge.query("select ops.seal()");
    expect(await unsealed()).toBe(1);
    await writer.query("commit");
    // One that has not written yet, and has no number, has its time all the same.
    await idler.query("begin");
    await idler.query("select now()");
    await other.query(insert);
    await judge.query("select ops.seal()");
    await judge.query("select ops.seal()");
    expect(await unsealed()).toBe(1);
    await idler.query(insert);
    await idler.query("commit");
    expect(await broken()).toEqual([]);
    await until(
      judge,
      "select where not exists (select from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and xact_start is not null)",
    );
    await judge.query("select ops.seal()");
    expect(await unsealed()).toBe(0);
    expect(await broken()).toEqual([]);
  });

  test("of two at once one is told to wait, and a killed one leaves nothing", async () => {
    const [first, second] = [await openSession(database.owner), await openSession(database.owner)];
    await judge.query(insert);
    await first.query("begin");
    await first.query("select ops.seal()");
    expect(await refusalOf(second.query("select ops.seal()"))).toContain("OP004");
    const pid = await pidOf(first);
    await judge.query("select pg_terminate_backend($1)", [pid]);
    await until(judge, `select where not exists (select from pg_stat_activity where pid = ${pid})`);
    expect((await judge.query("select from ops.seal_batch")).rowCount).toBe(0);
    await second.query("select ops.seal()");
    expect(await unsealed()).toBe(0);
    expect(await broken()).toEqual([]);
  });

  test("beside traffic and a purge nothing is named wrongly", async () => {
    const writers = await Promise.all(
      [0, 1, 2].map(async (n) => ({ n, session: await openSession(database.owner) })),
    );
    let over = false;
    const traffic = writers.map(async ({ n, session }) => {
      for (let turn = 0; !over; turn += 1) {
        await session.query("begin");
        if (n > 0) await session.query("select pg_sleep(0.01)");
        await session.query(insert);
        if (n > 1) await session.query("select pg_sleep(0.02)");
        await session.query(
          "update public.audit_logs set is_reversed = true where id in (select id from public.audit_logs limit 1)",
        );
        await session.query(turn % 10 === 9 ? "rollback" : "commit");
      }
    });
    const purger = await openSession(database.owner);
    try {
      for (let turn = 0; turn < 15; turn += 1) {
        await judge.query("select ops.seal()");
        await purger.query("select ops.purge()");
        expect(await broken()).toEqual([]);
      }
    } finally {
      over = true;
      await Promise.all(traffic);
    }
    await judge.query("select ops.seal()");
    expect(await broken()).toEqual([]);
    expect(
      Number(
        (await judge.query("select sum(rows) as rows from ops.seal_batch where kind = 'rows'"))
          .rows[0].rows,
      ),
    ).toBeGreaterThan(0);
  });

  test("what a prepared transaction has written is waited for", async ({ skip }) => {
    const { rows } = await judge.query("show max_prepared_transactions");
    if (rows[0].max_prepared_transactions === "0") skip();
    const writer = await openSession(database.owner);
    await writer.query("begin");
    await writer.query(insert);
    await writer.query("prepare transaction 'seals'");
    try {
      await judge.query(insert);
      const answer = await judge.query("select ops.seal() as said");
      expect(answer.rows[0].said).toContain("not public.audit_logs: a prepared transaction");
      expect(await unsealed()).toBe(1);
    } finally {
      await writer.query("commit prepared 'seals'");
    }
    await judge.query("select ops.seal()");
    expect(await unsealed()).toBe(0);
    expect(await broken()).toEqual([]);
  });
});
