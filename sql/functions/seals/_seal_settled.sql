-- Up to when nothing can appear any more with an earlier time: behind the lag and the oldest running transaction.
create or replace function ops._seal_settled()
returns timestamptz
language plpgsql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
declare
    v_oldest timestamptz;
    v_hidden bigint;
begin
    -- A row's time is the start of its transaction at the earliest. A transaction that has not written yet has no
    -- number but has its time, so it is the start that counts. Neither autovacuum nor a sender of WAL writes rows.
    select min(a.xact_start) filter (where a.backend_type not in ('autovacuum worker', 'walsender')),
        count(*) filter (where a.query = '<insufficient privilege>')
    into v_oldest, v_hidden
    from pg_stat_activity as a
    where a.datname = current_database() and a.pid <> pg_backend_pid();
    if v_hidden > 0 then
        perform ops._fail('OP003', 'the transactions of other roles cannot be seen',
            format('%s sessions hide when their transaction began; a row sealed too early would be named wrongly later', v_hidden),
            format('grant pg_read_all_stats to %I', current_user));
    end if;
    return least(now() - ops.setting('seal_lag')::interval, v_oldest) + (ops.now() - now());
end
$$;
comment on function ops._seal_settled() is 'Rows of an earlier time are all committed, those of prepared transactions excepted. OP003 where sessions are hidden.';
revoke all on function ops._seal_settled() from public;
