-- Refuses a request for signals that is not meant, not allowed or not understood.
create or replace function ops._require_signal_arguments(
    older_than interval, services text[], dry_run boolean, reason text, max_sessions integer, next_call text
)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if older_than is null or older_than < interval '1 second' then
        perform ops._fail('OP005', format('a time of %s is too short', coalesce(older_than::text, 'null')),
            'a session in use is idle for moments all the time; 1 second is the least', next_call);
    elsif services is null or not services <@ array['pooler', 'api', 'auth', 'realtime', 'storage'] then
        perform ops._fail('OP005', format('services cannot be %s', coalesce(services::text, 'null')),
            'services: pooler, api, auth, realtime, storage', next_call);
    elsif dry_run is null then
        perform ops._fail('OP005', 'dry_run cannot be null', 'true plans, false does it', next_call);
    elsif max_sessions is null or max_sessions not between 1 and 1000 then
        perform ops._fail('OP005', format('max_sessions cannot be %s', coalesce(max_sessions::text, 'null')),
            'it is a number from 1 to 1000', next_call);
    elsif not dry_run then
        perform ops._require_reason(reason, next_call);
        if pg_is_in_recovery() then
            perform ops._fail('OP005', 'a standby cannot keep who ended which session',
                'every signal is recorded, and a standby records nothing', 'select pg_terminate_backend(<pid>)');
        elsif ops.actor() like 'ops:%' then
            perform ops._require_armed();
        end if;
    end if;
end
$$;
comment on function ops._require_signal_arguments(interval, text[], boolean, text, integer, text) is
    'Raises OP005 for an unfit argument, OP009 without a reason, OP015 for a job where it is not armed.';
revoke all on function ops._require_signal_arguments(interval, text[], boolean, text, integer, text) from public;
