-- How much of its numbers each sequence has given out, by the smaller of its own end and its column's type.
create or replace function ops._sequence_use()
returns table (relname text, column_name text, last_value bigint, highest bigint, is_hidden boolean)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    select r.relname, o.name,
        case when p.may then pg_sequence_last_value(r.relid::regclass) end,
        least(s.seqmax, case o.type when 'smallint'::regtype then 32767 when 'integer'::regtype then 2147483647 end),
        not p.may
    from ops._app_relations('{S}') as r
    join pg_sequence as s
        on s.seqrelid = r.relid
    cross join lateral (select has_sequence_privilege(r.relid, 'usage, select') as may) as p
    left join lateral (
        select format('%s.%I', d.refobjid::regclass, a.attname) as name, a.atttypid as type
        from pg_depend as d
        join pg_attribute as a
            on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        where d.classid = 'pg_class'::regclass
            and d.objid = r.relid
            and d.refclassid = 'pg_class'::regclass
            and d.deptype in ('a', 'i')
        limit 1
    ) as o
        on true
    where s.seqincrement > 0 and not s.seqcycle
$$;
comment on function ops._sequence_use() is
    'One row a sequence that counts up and ends; is_hidden where we may not read it.';
revoke all on function ops._sequence_use() from public;
