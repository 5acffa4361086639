-- Foreign keys that the database does not watch over, or has never compared with the rows that were there.
create or replace function ops.unchecked_foreign_keys(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with lax as materialized (
            select f.name, f.child, f.parent, f.child || ':' || f.name as key,
                case
                    when not f.is_enforced then 'not_enforced' when not f.is_watched then 'disabled' else 'not_valid'
                end as cause
            from ops._foreign_keys() as f
            where not (f.is_validated and f.is_enforced and f.is_watched)
                and (keys is null or f.child || ':' || f.name = any (keys))
        ),
        broken as (
            select o.child, o."constraint", count(*) as rows
            from ops._orphans(only_unchecked => true) as o
            group by o.child, o."constraint"
        )
        select l.child,
            jsonb_build_object('constraint', l.key),
            left(format('%s of %s %s%s', l.name, replace(l.child, 'public.', ''),
                case l.cause when 'not_enforced' then 'is not enforced' when 'disabled' then 'is switched off'
                    else 'was never compared with its rows' end,
                case when b.rows is null then '; its rows hold'
                    else format(', %s of them are broken', b.rows) end), 100),
            l.cause,
            null::jsonb,
            to_jsonb(b.rows),
            null::numeric,
            jsonb_build_object('parent', l.parent, 'broken_rows', coalesce(b.rows, 0)),
            case
                when b.rows is not null then 'select * from ops.check_rule(''orphan_rows'')'
                when l.cause = 'not_enforced'
                    then format('alter table %s alter constraint %I enforced', l.child, l.name)
                when l.cause = 'disabled' then format('alter table %s enable trigger all', l.child)
                else format('alter table %s validate constraint %I', l.child, l.name)
            end
        from lax as l
        left join broken as b
            on b.child = l.child and b."constraint" = l.name;
end
$$;
comment on function ops.unchecked_foreign_keys(text[]) is 'NOT VALID, NOT ENFORCED (PostgreSQL 18), or with its triggers disabled. The fix is the statement that closes it, where its rows hold; else their orphans come first. Enabling a key''s triggers needs a superuser.';
revoke all on function ops.unchecked_foreign_keys(text[]) from public;
select ops._define_rule(
    name => 'unchecked_foreign_keys',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'Every foreign key is enforced and was compared with all its rows',
    why => 'Rows whose parent is gone come in unseen, and the planner cannot rely on the key.',
    repair_class => 'report',
    causes => array['not_valid', 'not_enforced', 'disabled'],
    reads => '{"pg_catalog.pg_constraint": ["oid"]}'
);
