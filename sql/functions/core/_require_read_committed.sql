-- Refuses to repair where a statement cannot see what was committed while it waited for a lock.
create or replace function ops._require_read_committed()
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        perform ops._fail(
            'OP010', 'repairs run at isolation level read committed only',
            format(
                'this transaction is %s: after waiting for a lock it would still compute from its first snapshot',
                current_setting('transaction_isolation')
            ),
            'begin isolation level read committed'
        );
    end if;
    if pg_is_in_recovery() then
        perform ops._fail(
            'OP010', 'a standby cannot be repaired', 'this server is in recovery and takes no writes',
            'connect to the primary'
        );
    end if;
end
$$;
comment on function ops._require_read_committed() is 'Raises OP010 at repeatable read or serializable, and on a standby.';
revoke all on function ops._require_read_committed() from public;
