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
        select string_agg(m.what, ', ' order by m.what)
        from (
            select case
                    when r.relation like 'extension:%' then (
                        select format('extension %s is absent', e.name)
                        from (select substr(r.relation, 11) as name) as e
                        where not exists (select from pg_extension as x where x.extname = e.name)
                    )
                    -- in a schema that may not be used to_regclass raises; the rule runs and says what it may not read
                    when exists (
                        select
                        from pg_namespace as n
                        where n.nspname = (parse_ident(r.relation))[1] and not has_schema_privilege(n.oid, 'usage')
                    ) then null
                    when to_regclass(r.relation) is null then format('table %s is absent', r.relation)
                    else (
                        select 'column ' || string_agg(r.relation || '.' || c.name, ', ' order by c.name) || ' is absent'
                        from jsonb_array_elements_text(r.columns) as c (name)
                        where not exists (
                            select
                            from pg_attribute as a
                            where a.attrelid = to_regclass(r.relation)
                                and a.attname = c.name
                                and a.attnum > 0
                                and not a.attisdropped
                        )
                    )
                end as what
            from jsonb_each(reads) as r (relation, columns)
        ) as m
    );
end
$$;
comment on function ops._missing(jsonb) is 'Text that names absent tables, columns and extensions (member "extension:name", in whatever schema); null when all are there.';
revoke all on function ops._missing(jsonb) from public;
