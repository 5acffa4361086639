-- The ids in a comma list of the application, in their order; blanks and garbage are left out.
-- Inlinable: unnests a million lists, so it pins no path and names everything in full.
create or replace function ops._uuids(list text)
returns table (place bigint, id uuid)
language sql
immutable parallel safe
as $$
    select w.place, w.id
    from (
        -- few tokens have blanks around them: only those are trimmed
        select t.place, coalesce(ops._uuid(t.token), ops._uuid(pg_catalog.btrim(t.token))) as id
        -- unnest of an array, for the planner expects ten rows of it and a thousand of string_to_table
        from pg_catalog.unnest(pg_catalog.string_to_array(list, ',')) with ordinality as t (token, place)
        -- a fence: without it each token is tested once more for every place where its id is used
        offset 0
    ) as w
    where w.id is not null
$$;
comment on function ops._uuids(text) is 'Place and id of every well-formed uuid in the list, repetitions included; no row for null and for an empty list.';
revoke all on function ops._uuids(text) from public;
