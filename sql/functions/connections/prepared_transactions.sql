-- Transactions that were prepared and forgotten.
create or replace function ops.prepared_transactions(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'pg_catalog.pg_prepared_xacts',
        jsonb_build_object('gid', p.gid),
        format('prepared transaction %s of %s is open for %s', left(p.gid, 40), p.owner,
            ops._lasting(ops.now() - p.prepared)),
        null::text, null::jsonb, to_jsonb(ops._lasting(ops.now() - p.prepared)), null::numeric,
        jsonb_build_object('prepared', p.prepared, 'xid_age', p.xid_age),
        format('rollback prepared %L  -- or commit prepared, as whoever prepared it says', p.gid)
    from ops._prepared_transactions() as p
    where p.prepared < ops.now() - make_interval(mins => ops._threshold('prepared_transactions', 'minutes', 5)::integer)
$$;
comment on function ops.prepared_transactions(text[]) is 'One hit a transaction prepared more than minutes (5) ago.';
revoke all on function ops.prepared_transactions(text[]) from public;

select ops._define_rule(
    'prepared_transactions', 'connections', 'P2', 'Feature degraded',
    'No prepared transaction is forgotten',
    'It survives a restart with all its locks and keeps every dead row; no session shows it.',
    'report', '{"pg_catalog.pg_prepared_xacts": ["gid"]}'
);
