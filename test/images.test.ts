import { describe, expect, inject, test } from "vitest";
import { debianMirror } from "../scripts/debian.ts";
import { asSuperuser, withClient } from "./connection.ts";
import { describeOnDocker } from "./docker.ts";

describe("the mirror to bootstrap from is the one apt uses", () => {
  test.each([
    [
      "deb822",
      "Types: deb\nURIs: http://mirror.test/debian\nSuites: x",
      "http://mirror.test/debian",
    ],
    ["one line", "deb [arch=amd64] https://m.test/debian/ trixie main", "https://m.test/debian/"],
    [
      "not security's",
      "URIs: http://s.test/debian-security\nURIs: http://m.test/debian",
      "http://m.test/debian",
    ],
    ["not a comment's", "# deb http://old.test/debian x main", undefined],
    ["not another system's", "deb http://m.test/ubuntu noble main", undefined],
  ])("%s", (_, sources, mirror) => {
    expect(debianMirror(sources)).toBe(mirror);
  });
});

describeOnDocker("the image", () => {
  test("is of the version asked for, with supabase_admin its only superuser", async () => {
    await withClient(asSuperuser("postgres"), async (client) => {
      const { rows } = await client.query(
        "select array_agg(rolname::text) as roles, current_setting('server_version_num') as version " +
          "from pg_roles where rolsuper",
      );
      expect(rows[0].roles).toEqual(["supabase_admin"]);
      expect(rows[0].version.slice(0, 2)).toBe(inject("server").target);
    });
  });

  test.each(["pg_cron", "pgtap", "plpgsql_check", "hypopg", "pg_stat_statements"])(
    "has extension %s",
    async (extension) => {
      await withClient(asSuperuser("postgres"), async (client) => {
        // Undone, for other tests share this database; outside it pg_cron refuses to be created.
        await client.query(`begin; create extension if not exists ${extension} cascade; rollback`);
      });
    },
  );

  test("runs pg_cron in the database postgres, which is never copied", async () => {
    await withClient(asSuperuser("postgres"), async (client) => {
      const { rows } = await client.query(
        "select datname from pg_stat_activity where backend_type = 'pg_cron launcher'",
      );
      expect(rows).toEqual([{ datname: "postgres" }]);
    });
  });
});
