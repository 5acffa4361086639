-- Rows whose parent is gone, under every foreign key of the application's schemas.
create or replace function ops.orphan_rows(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with orphan as materialized (
            select o.* from ops._orphans(keys) as o
        )
        select min(o.child),
            jsonb_build_object('row', o."row"),
            left(format('%s %s: %s', replace(min(o.child), 'public.', ''), min(o.key_value), string_agg(
                format('no row of %s for %s', replace(o.parent, 'public.', ''), array_to_string(o.child_columns, ', ')),
                ' and ' order by o."constraint")), 100),
            null::text,
            null::jsonb,
            jsonb_object_agg(o."constraint", o.named),
            null::numeric,
            jsonb_build_object('constraints', jsonb_agg(o."constraint" order by o."constraint")),
            null::text
        from orphan as o
        -- lines of reservations have a rule of their own, with the metres that they hold
        where o.child <> 'public.reservation_lines'
            and (keys is null or o."row" = any (keys))
        group by o."row";
end
$$;
comment on function ops.orphan_rows(text[]) is 'Runbook 8, foreign key violations: keys that are NOT VALID, whose triggers were off, or that are valid in the catalog and broken all the same. The key is schema.table:key.';
revoke all on function ops.orphan_rows(text[]) from public;
select ops._define_rule(
    name => 'orphan_rows',
    area => 'integrity',
    severity => 'P1',
    example => 'Major feature broken',
    title => 'Every row that names another one by a foreign key names one that exists',
    why => 'Screens show it half or not at all, later changes of it are refused, and a dump of it cannot be loaded.',
    repair_class => 'decide',
    reads => '{"pg_catalog.pg_constraint": ["oid"]}',
    choices => '[
        {"choice": "quarantine", "changes": "ops._orphan_rows_removal",
            "what": "the row, and what hangs on it, leaves through the journal in order of dependency"},
        {"choice": "detach", "changes": "ops._orphan_rows_detachment",
            "what": "the columns that name the missing row become null, where they may"}]'
);
