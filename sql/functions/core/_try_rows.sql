-- Does a batch and survives its failure: a batch that cannot be done is tried row by row.
create or replace function ops._try_rows(run bigint, positions integer[], wait boolean)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_message text;
begin
    perform ops._apply_rows(run, positions, wait);
exception
    when lock_not_available or deadlock_detected then
        perform ops._skip(run, positions, 'busy', 'locked by another session for longer than lock_timeout');
    when sqlstate 'OP019' then
        perform ops._skip(run, positions, 'stale', 'changed since; of changes that belong together none was made');
    when others then
        get stacked diagnostics v_message = message_text;
        perform ops._skip(run, positions, case when wait then 'refused' else 'busy' end,
            format('%s %s', sqlstate, v_message));
end
$$;
comment on function ops._try_rows(bigint, integer[], boolean) is 'Never raises but for a cancel: positions become changes, or rows left alone with the reason. Without wait a failure is retried later, each row alone.';
revoke all on function ops._try_rows(bigint, integer[], boolean) from public;
