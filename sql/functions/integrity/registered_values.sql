-- The derived values that the owner of the package has added.
create or replace function ops.registered_values()
returns table (
    name text, area text, severity text, target text, "column" text, expected text, repair_class text,
    state text, why text, registered_at timestamptz, registered_by text
)
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select v.name, v.area, s.severity, v.subject, v.value_column, v.expected, v.repair_class, s.state, s.why,
        v.registered_at, v.registered_by
    from ops.registered_value as v
    join ops._rule_states() as s
        on s.rule = v.name
    where v.removed_at is null
    order by v.name
$$;
comment on function ops.registered_values() is 'One row a value; state ready, skipped (why: what is absent) or disabled (why: by whom).';
revoke all on function ops.registered_values() from public;
grant execute on function ops.registered_values() to ops_reader;
