-- Measures tables and indexes, worst first, until the time is used up; the next call goes on from there.
-- A procedure that commits can carry neither SET nor SECURITY DEFINER: it is a bare loop over
-- pinned functions, and everything in it is named in full.
create or replace procedure ops.measure_bloat(budget interval default '60 s', min_bytes bigint default 1048576)
language plpgsql
as $$
declare
    v_relation text;
    v_queue text[];
    v_until timestamptz;
    v_done integer := 0;
begin
    perform ops._require_top_level('ops.measure_bloat');
    commit;
    select b.queue, b.until into v_queue, v_until from ops.begin_bloat_measure(budget, min_bytes) as b;
    commit;
    foreach v_relation in array v_queue loop
        exit when pg_catalog.clock_timestamp() operator(pg_catalog.>=) v_until;
        perform ops.measure_relation_bloat(v_relation, v_until operator(pg_catalog.-) pg_catalog.clock_timestamp());
        v_done := v_done operator(pg_catalog.+) 1;
        commit;
    end loop;
    raise notice 'measured % of % relations; select * from ops.bloat()', v_done, pg_catalog.cardinality(v_queue);
end
$$;
comment on procedure ops.measure_bloat(interval, bigint) is
    'One relation a transaction, at most 5 s each; stops at the budget, or at 70 % of statement_timeout. Measures '
    'hold for a week. It can be killed at any point. OP004 when another one is running, OP005 for a bad budget, '
    'OP011 (or 2D000) inside a transaction block.';
revoke all on procedure ops.measure_bloat(interval, bigint) from public;
grant execute on procedure ops.measure_bloat(interval, bigint) to ops_operator;
