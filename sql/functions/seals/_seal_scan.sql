-- The query that compares what is sealed of a table with what is there.
create or replace function ops._seal_scan(subject text, after bigint, keyed boolean)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_table record;
begin
    select s.* into v_table from ops._sealed_tables() as s where s.subject = _seal_scan.subject;
    return format(
        $query$
        with amended as materialized (
            -- the last word about a row
            select distinct on (u.key) b.id as batch, u.key, u.at, u.digest, u.salt
            from ops.seal_batch as b
            cross join lateral unnest(b.keys, b.times, b.digests, b.salts) as u (key, at, digest, salt)
            where b.subject = $1 and b.kind <> 'rows' and b.keys is not null
            order by u.key, b.id desc
        ),

        leaf as (
            select u.*
            from (
                select b.id as batch, unnest(b.keys) as key, unnest(b.times) as at, unnest(b.digests) as digest, unnest(b.salts) as salt
                from ops.seal_batch as b
                where b.subject = $1 and b.kind = 'rows' and b.keys is not null and b.id > $2
            ) as u
            %7$s
            union all
            select a.* from amended as a where a.batch > $2
        )

        select w.what, w.key, w.batch, w.at
        from (
            select case
                    when l.key is null then case when r.seal_at < $3 then 'slipped in' end
                    when r.seal_key is null then case when l.digest <> $6 then 'removed' end
                    when l.digest = $6 then 'slipped in'
                    when l.digest = %1$s then null
                    else 'edited'
                end as what,
                coalesce(l.key, r.seal_key) as key, l.batch, coalesce(l.at, r.seal_at) as at
            from (select * from leaf %5$s) as l
            full join (select t.*, %2$s as seal_key, %3$s as seal_at from %4$s where %6$s) as r
                on r.seal_key = l.key
        ) as w
        where w.what is not null
        $query$,
        ops._seal_forms(subject), v_table.key, v_table.at, v_table.source,
        case when keyed then 'where leaf.key = any($5)' else '' end,
        case
            when keyed then format('%s = any($5)', v_table.key)
            when after > 0 then format('(%1$s >= $4 or %1$s is null)', v_table.at)
            else 'true'
        end,
        case when exists (select from ops.seal_batch as b where b.subject = _seal_scan.subject and b.kind not in ('rows', 'expired'))
            then 'where not exists (select from amended as a where a.key = u.key)' else '' end
    );
end
$$;
comment on function ops._seal_scan(text, bigint, boolean) is 'SQL text; $1 table, $2 last batch not to look at, $3 and $4 through now and as of that batch, $5 keys, $6 the digest of a row that is to be gone. Rows that differ only.';
revoke all on function ops._seal_scan(text, bigint, boolean) from public;
