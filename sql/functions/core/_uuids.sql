-- The ids in a comma list of the application, in their order; blanks and garbage are left out.
-- Inlinable: unnests a million lists, so it pins no path and names everything in full.
create or replace function ops._uuids(list text)
returns table (place bigint, id uuid)
language sql
immutable parallel safe
as $$
    select w.place, w.id
    from (
        select t.place,
            -- the cast sits behind the test: a bare where may run after it
            case
                when pg_catalog.btrim(t.token) operator(pg_catalog.~)
                        '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$'
                    then pg_catalog.btrim(t.token)::pg_catalog.uuid
            end as id
        from pg_catalog.string_to_table(list, ',') with ordinality as t (token, place)
    ) as w
    where w.id is not null
$$;
comment on function ops._uuids(text) is 'Place and id of every well-formed uuid in the list, repetitions included; no row for null and for an empty list.';
revoke all on function ops._uuids(text) from public;
