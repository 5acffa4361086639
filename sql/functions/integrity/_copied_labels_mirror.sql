-- The lot's present label for each copy that has another one.
create or replace function ops._copied_labels_mirror(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, h.subject, h.key, 'update', h.observed, h.expected, null::text
        from ops.copied_labels(keys) as h;
end
$$;
comment on function ops._copied_labels_mirror(text[]) is 'One update a copied label.';
revoke all on function ops._copied_labels_mirror(text[]) from public;
