-- What is known to be broken without reading every sealed row: what was found last time, and what was sealed since.
create or replace function ops._seal_findings()
returns setof ops.seal_verdict
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    with last as (
        select b.subject, b.key
        from ops.seal_break as b
        where b.seal_check = (select max(c.id) from ops.seal_check as c where c.complete)
    )

    select distinct on (f.subject, f.key, f.batch) f.what, f.subject, f.key, f.batch, f.rows, left(f.message, 100)
    from (
        select v.what, v.subject, v.key, v.batch, v.rows, v.message
        from ops.verify_seals(false) as v
        where v.what <> 'verified'
        union all
        -- of the last complete verification, what is still so
        select d.what, k.subject, d.key, d.batch, 1, ops._seal_message(d.what, k.subject, d.key, d.batch, d.at)
        from (select l.subject, array_agg(l.key) as keys from last as l where l.key is not null group by l.subject) as k
        cross join lateral ops._seal_differences(k.subject, 0, k.keys) as d
        where d.what <> 'removed' or d.at is null or d.at >= coalesce(ops._seal_expired(k.subject), '-infinity')
        union all
        select c.what, c.subject, c.key, c.batch, c.rows, c.message
        from ops._seal_chain(0) as c
        where exists (select from last as l where l.key is null)
        union all
        select 'unknown', g.subject, null, null, null, format('%s: sealed column %s is gone', g.subject, string_agg(g.name, ', ' order by g.name))
        from (
            select distinct b.subject, n.name
            from ops.seal_batch as b
            cross join lateral unnest(b.columns) as n (name)
            where b.keys is not null and to_regclass(b.subject) is not null
        ) as g
        where not exists (
            select from pg_attribute as a where a.attrelid = to_regclass(g.subject) and a.attname::text = g.name and not a.attisdropped
        )
        group by g.subject
    ) as f
    order by f.subject, f.key, f.batch, f.what
$$;
comment on function ops._seal_findings() is 'As ops.verify_seals(), without the lines verified. What was edited since the last complete verification is found by the next one.';
revoke all on function ops._seal_findings() from public;
