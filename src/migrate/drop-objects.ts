import type pg from "pg";
import { OpsError } from "../errors.ts";
import { definedNames, type SourceTree } from "./source-tree.ts";

// What was made from the numbered files goes with them: it is state.
const ours = `
select 'pg_proc'::regclass as classid, p.oid as objid, 'routine ' || p.proname as name,
    format('drop routine if exists %s cascade', p.oid::regprocedure) as drop_statement
from pg_proc as p
where p.pronamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
union all
select 'pg_class'::regclass, c.oid, 'view ' || c.relname,
    format('drop %s if exists %s cascade',
        case c.relkind when 'v' then 'view' else 'materialized view' end, c.oid::regclass)
from pg_class as c
where c.relnamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
    and c.relkind in ('v', 'm')`;

// A view depends on what it selects through its rule, so the rule's view is looked at instead.
const dependents = `
with
object as (
    select 'pg_proc'::regclass as classid, p.oid as objid from pg_proc as p
    where p.pronamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
    union all
    select 'pg_class'::regclass, c.oid from pg_class as c
    where c.relnamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
    union all
    select 'pg_type'::regclass, t.oid from pg_type as t
    where t.typnamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
),
dependent as (
    select coalesce(r.ev_class, d.objid) as objid,
        case when r.oid is null then d.classid else 'pg_class'::regclass end as classid,
        d.objsubid
    from pg_depend as d
    left join pg_rewrite as r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
    where d.deptype = 'n'
        and (d.refclassid, d.refobjid) in (select o.classid, o.objid from object as o)
)
select distinct pg_describe_object(d.classid, d.objid, 0) as description
from dependent as d
cross join lateral pg_identify_object(d.classid, d.objid, 0) as i
where i.schema is distinct from 'ops' and split_part(i.identity, ' on ', 2) not like 'ops.%'
order by description`;

/** Drops every routine and view of schema ops, or refuses where something outside needs one. */
export async function dropObjects(client: pg.ClientBase, tree: SourceTree): Promise<void> {
  await refuseOutsideDependents(client);
  const numbered = tree.migrations.flatMap(({ text }) => definedNames(text));
  const { rows } = await client.query<{ drop_statement: string }>(
    `select o.drop_statement from (${ours}) as o where o.name <> all ($1::text[])`,
    [numbered],
  );
  for (const { drop_statement } of rows) await client.query(drop_statement);
  // With no object installed no release is: an older one may be installed next.
  await client.query(`do $$ begin
    if to_regclass('ops.object_version') is not null then delete from ops.object_version; end if;
end $$`);
}

async function refuseOutsideDependents(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ description: string }>(dependents);
  if (rows.length === 0) return;
  throw new OpsError("objects outside schema ops use functions or views of lotastro-ops", {
    code: "2BP01",
    detail: rows.map(({ description }) => description).join(", "),
    hint: "Drop them first: they would be lost with what they use.",
  });
}
