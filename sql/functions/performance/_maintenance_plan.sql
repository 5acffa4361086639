-- The statements that would mend dead rows and bloat, in the order to run them.
create or replace function ops._maintenance_plan(relation text default null)
returns table (
    "position" integer, rule text, kind text, relation_name text, relation_oid oid, statement text, why text,
    reclaims bigint, lock text, disk_bytes bigint, state text, note text
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    with step as (
        select * from ops._maintenance_vacuums()
        union all
        select * from ops._maintenance_leftovers()
        union all
        select * from ops._maintenance_rewrites()
    )
    select row_number() over (order by s.rank, s.reclaims desc, s.relation_name)::integer,
        s.rule, s.kind, s.relation_name, s.relation_oid, s.statement, s.why, s.reclaims, s.lock, s.disk_bytes, s.state,
            s.note
    from step as s
    where _maintenance_plan.relation is null
        or s.relation_oid = to_regclass(_maintenance_plan.relation)
        or s.on_table = to_regclass(_maintenance_plan.relation)
$$;
comment on function ops._maintenance_plan(text) is
    'For one relation, or a table with its indexes and TOAST table, or all. state is planned, decide (a person must '
    'run it) or refused.';
revoke all on function ops._maintenance_plan(text) from public;
