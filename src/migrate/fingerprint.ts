import type pg from "pg";
import { readingTransaction } from "./reading-transaction.ts";

/** What a privilege list says, whether it was written out or left at its default. */
const grants = (acl: string, kind: string, owner: string) => `
    coalesce((
        select string_agg(
            concat_ws(' ', coalesce(r.rolname, 'public'), g.privilege_type, case when g.is_grantable then 'grantable' end),
            ', ' order by r.rolname, g.privilege_type
        )
        from aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) as g
        left join pg_roles as r on r.oid = g.grantee
    ), 'nobody')`;

const comment = (table: string, oid: string, column = "0") => `(
        select c.description from pg_description as c
        where c.classoid = '${table}'::regclass and c.objoid = ${oid} and c.objsubid = ${column}
    )`;

const catalog = `
with
schema as (
    select n.oid, n.nspname as name, n.nspowner as owner, n.nspacl as acl
    from pg_namespace as n
    where n.nspname in ('ops', 'ops_migrations')
),
relation as (
    select c.*, format('%I.%I', s.name, c.relname) as name
    from pg_class as c
    join schema as s on s.oid = c.relnamespace
    where c.relkind <> 'i'
),
line as (
    select array['schema', s.name, pg_get_userbyid(s.owner), ${grants("s.acl", "n", "s.owner")},
        ${comment("pg_namespace", "s.oid")}] as parts
    from schema as s
    union all
    select array['relation', r.name, r.relkind::text, pg_get_userbyid(r.relowner),
        r.relpersistence::text, r.reloptions::text, r.relrowsecurity::text, r.relforcerowsecurity::text,
        ${grants("r.relacl", "r", "r.relowner")}, ${comment("pg_class", "r.oid")},
        case when r.relkind in ('v', 'm') then pg_get_viewdef(r.oid) end]
    from relation as r
    union all
    select array['column', r.name,
        (row_number() over (partition by r.oid order by a.attnum))::text, a.attname,
        format_type(a.atttypid, a.atttypmod), a.attnotnull::text, a.attidentity::text,
        a.attgenerated::text, a.attcollation::regcollation::text, a.attstorage::text,
        a.attacl::text, pg_get_expr(d.adbin, d.adrelid), ${comment("pg_class", "r.oid", "a.attnum")}]
    from relation as r
    join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    union all
    select array['sequence', r.name, q.seqtypid::regtype::text, q.seqstart::text, q.seqincrement::text,
        q.seqmin::text, q.seqmax::text, q.seqcycle::text]
    from relation as r
    join pg_sequence as q on q.seqrelid = r.oid
    union all
    select array['constraint', r.name, k.conname, pg_get_constraintdef(k.oid), k.convalidated::text,
        ${comment("pg_constraint", "k.oid")}]
    from relation as r
    join pg_constraint as k on k.conrelid = r.oid
    union all
    select array['index', r.name, pg_get_indexdef(i.indexrelid), i.indisvalid::text,
        ${comment("pg_class", "i.indexrelid")}]
    from relation as r
    join pg_index as i on i.indrelid = r.oid
    union all
    select array['trigger', t.tgrelid::regclass::text, pg_get_triggerdef(t.oid), t.tgenabled::text,
        ${comment("pg_trigger", "t.oid")}]
    from pg_trigger as t
    join pg_proc as p on p.oid = t.tgfoid
    where not t.tgisinternal
        and (p.pronamespace in (select s.oid from schema as s) or t.tgrelid in (select r.oid from relation as r))
    union all
    select array['policy', r.name, p.polname, p.polcmd::text, p.polpermissive::text,
        (select string_agg(u.role::regrole::text, ', ' order by u.role) from unnest(p.polroles) as u (role)),
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)]
    from relation as r
    join pg_policy as p on p.polrelid = r.oid
    union all
    select array['rule', r.name, w.rulename, pg_get_ruledef(w.oid)]
    from relation as r
    join pg_rewrite as w on w.ev_class = r.oid and w.rulename <> '_RETURN'
    union all
    select array['routine', p.oid::regprocedure::text, pg_get_userbyid(p.proowner),
        case when p.prokind = 'a' then 'aggregate' else pg_get_functiondef(p.oid) end,
        ${grants("p.proacl", "f", "p.proowner")}, ${comment("pg_proc", "p.oid")}]
    from pg_proc as p
    join schema as s on s.oid = p.pronamespace
    union all
    select array['type', t.oid::regtype::text, t.typtype::text, pg_get_userbyid(t.typowner),
        case when t.typtype = 'd' then concat_ws(' ', format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault) end,
        (select string_agg(e.enumlabel, ', ' order by e.enumsortorder) from pg_enum as e where e.enumtypid = t.oid),
        (select string_agg(concat_ws(' ', k.conname, pg_get_constraintdef(k.oid)), ', ' order by k.conname)
        from pg_constraint as k where k.contypid = t.oid),
        ${grants("t.typacl", "T", "t.typowner")}, ${comment("pg_type", "t.oid")}]
    from pg_type as t
    join schema as s on s.oid = t.typnamespace
    where t.typelem = 0
    union all
    select array['default grants', s.name, pg_get_userbyid(d.defaclrole), d.defaclobjtype::text, d.defaclacl::text]
    from pg_default_acl as d
    join schema as s on s.oid = d.defaclnamespace
    union all
    select array['role', r.rolname, r.rolcanlogin::text, r.rolsuper::text, r.rolinherit::text,
        (select string_agg(m.roleid::regrole::text, ', ' order by m.roleid::regrole::text)
        from pg_auth_members as m where m.member = r.oid)]
    from pg_roles as r
    where r.rolname in ('ops_reader', 'ops_operator')
)
select array_to_string(l.parts, ' | ', '-') as line
from line as l
order by line`;

/**
 * The whole installation as sorted lines of text: two databases with the same lines have the same
 * installation. Object ids and times are left out, column order and owners are not.
 */
export async function fingerprint(client: pg.ClientBase): Promise<readonly string[]> {
  return readingTransaction(client, async () => {
    const { rows } = await client.query<{ line: string }>(catalog);
    return [...rows.map(({ line }) => line), ...(await tableRows(client))];
  });
}

/** Contents of all our tables: after an installation they hold nothing but what it wrote. */
async function tableRows(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: tables } = await client.query<{ name: string; times: string[] }>(`
    select c.oid::regclass::text as name,
        coalesce(array_agg(a.attname::text) filter (where a.atttypid in
            ('timestamptz'::regtype, 'timestamp'::regtype)), '{}') as times
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace in (
        select n.oid from pg_namespace as n where n.nspname in ('ops', 'ops_migrations')
    )
    group by c.oid
    order by name`);
  const lines: string[] = [];
  for (const { name, times } of tables) {
    const { rows } = await client.query<{ line: string }>(
      `select concat_ws(' | ', 'row', $2::text, (to_jsonb(t) - $1::text[])::text) as line
      from ${name} as t order by line`,
      [times, name],
    );
    lines.push(...rows.map(({ line }) => line));
  }
  return lines;
}
