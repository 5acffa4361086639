-- Dead rows, which VACUUM helps, and space that only a rewrite or REINDEX gives back (runbook 7, step 4).
create or replace function ops.check_bloat(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
set jit = off
as $$
declare
    v_states ops.rule_state[];
    v_rows ops.violation[];
    v_started timestamptz := clock_timestamp();
begin
    perform ops._require_max_rows(max_rows);
    v_states := array(
        select s from ops._rule_states('performance') as s where s.rule in ('dead_tuples', 'table_bloat', 'index_bloat')
    );
    v_rows := array(
        select v
        from unnest(v_states) as s
        cross join lateral ops._run_rule(s, max_rows) as v
        order by v.severity, v.status = 'more', v.rule, (v.detail ->> 'reclaimable_bytes')::bigint desc nulls last,
            v.fingerprint
    ) || array(
        select w from ops._bloat_withheld(v_states) as w
    );
    return query select v.* from unnest(v_rows) as v;
    raise notice '%', ops._summary('bloat', v_states, v_rows, extract(epoch from clock_timestamp() - v_started),
        'select * from ops.repair_bloat()');
end
$$;
comment on function ops.check_bloat(integer) is
    'Runbook 7, step 4, against each table''s own limits. Relations of size that could not be judged are rows with '
    'status unknown and the reason. Only reads.';
revoke all on function ops.check_bloat(integer) from public;
grant execute on function ops.check_bloat(integer) to ops_reader;
