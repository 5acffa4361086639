-- Databases that come near the end of transaction numbers.
create or replace function ops.transaction_id_age(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'pg_catalog.pg_database',
        jsonb_build_object('database', i.database, 'kind', i.kind),
        left(format('database %s has used %s %% of its %s numbers; vacuum should freeze at %s %%', i.database,
            round(100.0 * i.used / 2147483648, 1), i.kind, round(100.0 * i.freeze_at / 2147483648, 1)), 100),
        null::text, to_jsonb(i.freeze_at), to_jsonb(i.used), null::numeric,
        (select to_jsonb(x) from ops._oldest_xmin() as x),
        'vacuum (freeze)  -- in that database, after ending what holds the oldest snapshot'
    from ops._transaction_ids() as i
    where i.used >= 2147483648 * ops._threshold('transaction_id_age', 'percent', 40) / 100
$$;
comment on function ops.transaction_id_age(text[]) is
    'One hit a database and kind of number (transaction, multixact) at percent (40) of 2,147,483,648.';
revoke all on function ops.transaction_id_age(text[]) from public;

select ops._define_rule(
    'transaction_id_age', 'performance', 'P1', 'Major feature broken',
    'No database nears the end of its transaction numbers',
    'At the end the server stops writing altogether, and only a long vacuum in single-user mode or alone brings it back.',
    'report', '{"pg_catalog.pg_database": ["datfrozenxid"]}'
);
