-- Removes rows whose parent is gone, with what hangs on them, the last first.
create or replace function ops._orphan_rows_removal(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with roots as (
            select distinct o."row"
            from ops._orphans(keys) as o
        ),
        reached as materialized (
            select d.* from ops._orphan_dependents(array(select r."row" from roots as r order by r."row")) as d
        ),
        -- one change a row: it goes when any way to it says so, as deep as the longest
        change as (
            select r.root, r.relation, r.key_value, bool_or(r.cut is null) as goes, max(r.level) as level,
                array(select distinct c from reached as w cross join lateral unnest(w.cut) as c
                    where w.root = r.root and w.relation = r.relation and w.key_value = r.key_value) as cut
            from reached as r
            group by r.root, r.relation, r.key_value
        ),
        possible as (
            select c.root
            from change as c
            group by c.root
            -- evidence stays, a row without key cannot come back, and a circle has no last one
            having bool_and(
                c.key_value is not null and ops._row_key(c.relation) is not null and c.level < 20
                and (not c.goes or c.relation <> 'public.audit_logs'))
        ),
        first as (
            -- two orphans that share what hangs on them: one a plan, the other in the next
            select p.root
            from possible as p
            where not exists (
                select
                from change as mine
                join change as other
                    on other.relation = mine.relation and other.key_value = mine.key_value and other.root < mine.root
                where mine.root = p.root
            )
        )
        select jsonb_build_object('row', c.root),
            c.relation,
            jsonb_build_object(ops._row_key(c.relation), c.key_value),
            case when c.goes then 'delete' else 'update' end,
            case when not c.goes then (
                select jsonb_object_agg(n.name, i.image -> n.name)
                from ops._row_images(c.relation, array[c.key_value]) as i
                cross join unnest(c.cut) as n (name)) end,
            case when not c.goes then (select jsonb_object_agg(n.name, null) from unnest(c.cut) as n (name)) end,
            left(case
                when c.level = 0 then null
                else format('%s %s hangs on %s',
                    replace(c.relation, 'public.', ''), c.key_value, replace(c.root, 'public.', ''))
            end, 100)
        from change as c
        join first as f
            on f.root = c.root
        order by c.root, c.goes, c.level desc, c.relation, c.key_value;
end
$$;
comment on function ops._orphan_rows_removal(text[]) is 'For each row: the cuts that a deletion would make by itself, then deletions from the deepest up, so that no cascade takes a row that the journal does not hold. None where audit_logs, a table without single key, or a circle is in the way.';
revoke all on function ops._orphan_rows_removal(text[]) from public;
