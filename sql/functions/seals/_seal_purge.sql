-- Which sealed rows of the journal go with some runs, and which of them may.
create or replace function ops._seal_purge(runs bigint[], plans bigint[])
returns jsonb
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(g.subject, to_jsonb(ops._seal_intact(g.subject, g.keys)))
    from (
        select 'ops.change' as subject, array(select c.id::text from ops.change as c where c.run = any (runs)) as keys
        union all
        select 'ops.run', runs::text[]
        union all
        select 'ops.plan', plans::text[]
        union all
        select 'ops.plan_change', array(select c.plan || '/' || c."position" from ops.plan_change as c where c.plan = any (plans))
    ) as g
$$;
comment on function ops._seal_purge(bigint[], bigint[]) is '{table: keys}, of rows that are as they were sealed. To be asked before they are removed, and recorded afterwards.';
revoke all on function ops._seal_purge(bigint[], bigint[]) from public;
