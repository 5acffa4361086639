import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { describeOnDocker } from "./docker.ts";

/**
 * Parameters may go unused: functions called through one table have one signature. A check, STABLE
 * by law, may look at the clock to say how long it took. And what a dynamic query returns is not
 * an OUT variable left unset.
 */
const findings = `
  select format('%s line %s, %s: %s', p.oid::regprocedure, f.lineno, f.level,
                concat_ws(' | ', f.sqlstate, f.message, f.detail, left(f.query, 60))) as finding
  from pg_proc as p
  left join pg_trigger as t on t.tgfoid = p.oid and not t.tgisinternal
  cross join lateral lint.plpgsql_check_function_tb(
      funcoid => p.oid, relid => coalesce(t.tgrelid, 0), oldtable => t.tgoldtable,
      newtable => t.tgnewtable, fatal_errors => false, security_warnings => true) as f
  where p.pronamespace = $1::regnamespace
    and p.prolang = (select oid from pg_language where lanname = 'plpgsql')
    and f.message !~ '^(unused parameter|routine is marked as STABLE, but expression is VOLATILE|OUT variable "[a-z_]+" is maybe unmodified)'
  union
  select format('%s: an exception without a comment above it that says why', p.oid::regprocedure)
  from pg_proc as p
  where p.pronamespace = $1::regnamespace
    and p.prosrc ~ '@plpgsql_check_options'
    and p.prosrc !~ '\\n *-- [^@\\n]+\\n *-- @plpgsql_check_options'
  order by finding`;

async function findingsIn(owner: pg.ClientConfig, schema: string): Promise<readonly string[]> {
  return withClient(owner, async (client) => {
    const { rows } = await client.query<{ finding: string }>(findings, [schema]);
    return rows.map((row) => row.finding);
  });
}

describeOnDocker("plpgsql_check", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase("installed");
    await withClient(database.superuser, (client) =>
      client.query(
        "create schema lint; grant usage on schema lint to public; " +
          "create extension plpgsql_check schema lint",
      ),
    );
    // The guard's trigger functions can only be looked at on the tables they are put on.
    await withClient(database.owner, (client) =>
      client.query(
        "select * from ops.set_policy('reservations', 'guard', 'test', dry_run => false)",
      ),
    );
  });
  afterAll(() => database.drop());

  test("finds nothing wrong, unsafe or unused in schema ops", async () => {
    expect(await findingsIn(database.owner, "ops")).toEqual([]);
  });

  test("would find them", async () => {
    await withClient(database.owner, (client) => client.query(faulty));
    const found = await findingsIn(database.owner, "faulty");
    expect(found).toEqual([
      expect.stringMatching(/^faulty\.changed\(\) line 2, error: 42703 .*no_such_column/),
      expect.stringMatching(/^faulty\.idle\(\) line \d, warning: .*unused variable "unused"/),
      expect.stringMatching(/^faulty\.injected\(text\) line 2, security: .*not sanitized/),
      expect.stringMatching(/^faulty\.missing\(\) line 2, error: 42P01 .*faulty\.no_such_table/),
      "faulty.unexplained(text): an exception without a comment above it that says why",
    ]);
  });
});

const faulty = `
  create schema faulty;
  create table faulty.rows (id int);
  create function faulty.changed() returns trigger language plpgsql as
    $$ begin
    new.no_such_column := 1; return new; end $$;
  create trigger changed before insert on faulty.rows for each row execute function faulty.changed();
  create function faulty.missing() returns void language plpgsql as
    $$ begin
    perform * from faulty.no_such_table; end $$;
  create function faulty.idle() returns void language plpgsql as
    $$ declare unused int; begin null; end $$;
  create function faulty.injected(given text) returns void language plpgsql as
    $$ begin
    execute 'select ' || given; end $$;
  create function faulty.unexplained(given text) returns void language plpgsql as
    $$ begin
    -- @plpgsql_check_options: security_warnings = off
    execute 'select ' || given; end $$;
  create function faulty.explained(given text) returns void language plpgsql as
    $$ begin
    -- the caller is our own catalogue
    -- @plpgsql_check_options: security_warnings = off
    execute 'select ' || given; end $$;
`;
