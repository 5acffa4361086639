-- Which of the relations, columns and extensions that a rule reads do not exist here.
-- plpgsql, which keeps the plan: called for each rule, a plan each time would cost more than the answer.
create or replace function ops._missing(reads jsonb)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        with present as materialized (
            -- in a schema that may not be used the rule runs and says what it may not read
            select r.relation, r.columns, to_regclass(r.relation) as oid
            from (
                select e.key as relation, e.value as columns
                from jsonb_each(reads) as e
                where e.key not like 'extension:%' and not ops._closed_schema(e.key)
                offset 0 -- to_regclass must not be asked first
            ) as r
        ),
        absent as (
            select 'extension' as kind, substr(e.name, 11) as name
            from jsonb_object_keys(reads) as e (name)
            where e.name like 'extension:%' and not exists (select from pg_extension as x where x.extname = substr(e.name, 11))
            union all
            select 'table', p.relation
            from present as p
            where p.oid is null
            union all
            select 'column', p.relation || '.' || c.name
            from present as p
            cross join lateral jsonb_array_elements_text(p.columns) as c (name)
            -- looked up one by one: joined, all columns of the database would be read
            where p.oid is not null and (
                select a.attnum
                from pg_attribute as a
                where a.attrelid = p.oid and a.attname = c.name::name and a.attnum > 0 and not a.attisdropped
            ) is null
        )
        select string_agg(k.what, ', ' order by k.what)
        from (
            select format(case when count(*) > 1 then '%ss %s are absent' else '%s %s is absent' end,
                a.kind, string_agg(a.name, ', ' order by a.name)) as what
            from absent as a
            group by a.kind
        ) as k
    );
end
$$;
comment on function ops._missing(jsonb) is 'Text that names absent tables, columns and extensions (member "extension:name", in whatever schema); null when all are there.';
revoke all on function ops._missing(jsonb) from public;
