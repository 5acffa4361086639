-- A rule whose table or column is absent: a plain skip, or a finding when it ran here before.
create or replace function ops._skipped(state ops.rule_state)
returns setof ops.violation
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select u.*
    from (
        select (select c.last_ran_at from ops.rule_coverage as c where c.rule = (state).rule) as last_ran_at
    ) as before
    cross join lateral ops._unknown(
        (state).rule,
        case when before.last_ran_at is null then (state).severity else 'P1' end,
        case when before.last_ran_at is null then 'skipped' else 'violation' end,
        case when before.last_ran_at is null then 'skipped: ' else 'coverage lost: ' end || (state).why,
        jsonb_strip_nulls(jsonb_build_object('missing', (state).why, 'last_ran_at', before.last_ran_at)),
        'select * from ops.coverage()'
    ) as u
$$;
comment on function ops._skipped(ops.rule_state) is 'One row: status skipped, or a P1 violation when the rule ran in this database before.';
revoke all on function ops._skipped(ops.rule_state) from public;
