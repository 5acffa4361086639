import { recordStatements } from "./apply-objects.ts";
import { createBooks } from "./books.ts";
import { pinnedSettings } from "./install-transaction.ts";
import { lockKey, runningRepair } from "./lock.ts";
import { quoteLiteral } from "./quote-literal.ts";

// The pipeline's own transaction may go on after us: it gets its settings back.
const settings = { ...pinnedSettings, lock_timeout: "60s", check_function_bodies: "off" };
const names = Object.keys(settings);

/** The statement that installs all staged files in one transaction, as migrateUp does. */
export function installBlock(version: string, files: number, digest: string): string {
  const literal = `'${version}'`;
  const staged =
    "select s.path, s.sha256, s.defines from ops_migrations.staged as s where s.kind = 'object'";
  return `do ${quoteLiteral(`
declare
    v_file record;
    v_message text;
    v_detail text;
    v_hint text;
    v_before text[] := array[${names.map((name) => `current_setting('${name}')`).join(", ")}];
begin
${Object.entries(settings)
  .map(([name, value]) => `    perform set_config('${name}', '${value}', true);`)
  .join("\n")}
${refusals(version, files, digest)}
    perform pg_advisory_xact_lock(${lockKey});
${makeReady}
    for v_file in select s.kind, s.path, s.text from ops_migrations.staged as s order by s.position loop
        continue when v_file.kind = 'migration'
            and exists (select from ops_migrations.migration as m where m.name = v_file.path);
        for v_try in 1..5 loop
            begin
                execute v_file.text;
                exit;
            exception when others then
                -- our two roles belong to the cluster: an installation elsewhere may race for them
                if v_try < 5 and sqlstate in ('XX000', '23505', '42704', '42710') then
                    perform pg_sleep(0.3);
                    continue;
                end if;
                get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail,
                    v_hint = pg_exception_hint;
                raise exception '%: %', v_file.path, v_message
                    using errcode = sqlstate, detail = v_detail, hint = v_hint;
            end;
        end loop;
        if v_file.kind = 'migration' then
            insert into ops_migrations.migration (name, run_on) values (v_file.path, now());
        end if;
    end loop;
${recordStatements(staged, literal)
  .map((statement) => `    ${statement};`)
  .join("\n")}
    if to_regprocedure('ops._finish_install(text)') is not null then
        execute format('select ops._finish_install(%L)', ${literal});
    end if;
    drop table ops_migrations.staged;
${names.map((name, index) => `    perform set_config('${name}', v_before[${index + 1}], true);`).join("\n")}
end
`)}`;
}

function refusals(version: string, files: number, digest: string): string {
  const numbers = (text: string) => `string_to_array(split_part(${text}, '-', 1), '.')::int[]`;
  return `    if current_setting('server_version_num')::int < 150000 then
        raise exception 'PostgreSQL % is too old', current_setting('server_version')
            using errcode = 'OP016', detail = 'lotastro-ops needs PostgreSQL 15 or newer.', hint = 'Upgrade the server first.';
    end if;
    if to_regclass('ops_migrations.staged') is null or (
        select (count(*), md5(convert_to(string_agg(s.text, '' order by s.position), 'UTF8'))) <> (${files}, '${digest}')
        from ops_migrations.staged as s
    ) then
        raise exception 'the parts of lotastro-ops ${version} did not arrive whole'
            using detail = 'A part is missing, ran twice, or was changed on the way.', hint = 'Run all parts again, in order.';
    end if;
    if to_regclass('ops.object_version') is not null then
        execute 'select max(v.package_version) from ops.object_version as v' into v_message;
        if ${numbers("v_message")} > ${numbers(`'${version}'`)} then
            raise exception 'the database has lotastro-ops %, this is ${version}', v_message
                using hint = 'Print the installation with that release.';
        end if;
    end if;
    select pg_get_userbyid(n.nspowner) into v_message
    from pg_namespace as n
    where n.nspname = 'ops' and n.nspowner <> (select r.oid from pg_roles as r where r.rolname = current_user);
    if found then
        raise exception 'role % may not change schema ops', current_user
            using errcode = '42501', detail = 'lotastro-ops was installed here by ' || v_message || ', who owns it.', hint = 'Connect as ' || v_message || '.';
    end if;`;
}

// The schema of the books exists by now: the parts were laid down in it.
const makeReady = `    if to_regclass('ops_migrations.migration') is null then
        if exists (select from pg_namespace as n where n.nspname = 'ops') then
            raise exception 'a schema ops exists that lotastro-ops did not make'
                using errcode = '42P06', hint = 'Rename it (alter schema ops rename to …), or drop it if it is a left-over.';
        end if;
${createBooks.replace(/^/gm, "        ").trimEnd()}
    end if;
    if to_regclass('ops.run') is not null then
        execute 'lock table ops.run in share mode';
        execute ${quoteLiteral(runningRepair)} into v_message;
        if v_message is not null then
            raise exception 'a repair is running: %', v_message
                using errcode = 'OP004', hint = 'Run this part again when it has ended.';
        end if;
    end if;`;
