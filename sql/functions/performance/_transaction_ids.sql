-- How many transaction and multixact numbers each database has used up since its last freeze.
create or replace function ops._transaction_ids()
returns table (database text, kind text, used bigint, freeze_at bigint)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select d.datname, k.kind, k.used, current_setting(k.setting)::bigint
    from pg_database as d
    cross join lateral (values
        ('transaction', age(d.datfrozenxid)::bigint, 'autovacuum_freeze_max_age'),
        ('multixact', mxid_age(d.datminmxid)::bigint, 'autovacuum_multixact_freeze_max_age')
    ) as k (kind, used, setting)
$$;
comment on function ops._transaction_ids() is
    'Two rows a database; at about 2.1 thousand million the server refuses to write.';
revoke all on function ops._transaction_ids() from public;
