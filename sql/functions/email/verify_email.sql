-- Whether mail goes out again (runbook 4, resolution).
create or replace function ops.verify_email()
returns setof ops.verification
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_missing text := ops._missing('{"public.email_log": ["status", "retry_count", "next_retry_at", "created_at"],
        "public.email_settings": ["setting_key", "setting_value"]}');
    v_before ops.baseline := ops._baseline('email', 'mails_failed');
    v_since timestamptz := coalesce(v_before.taken_at, ops.now() - interval '1 hour');
    v_sent bigint;
    v_failed bigint;
begin
    if v_missing is not null then
        return query select 'Look at it at all', 'unknown', v_missing, null::jsonb, 'select * from ops.doctor()';
        return;
    end if;
    select count(*) filter (where e.status = 'sent'), count(*) filter (where e.status in ('failed',
        'permanently_failed'))
    into v_sent, v_failed
    from public.email_log as e
    where e.created_at > v_since;
    return query
        select 'Send a test email via the admin panel', 'manual',
            'a test mail writes no row in email_log: only the inbox tells',
            null::jsonb, 'Admin -> Email -> send test, to your own address';
    return query select v.* from ops._verify_retries() as v;
    return query
        select 'New mails are sent',
            case when v_failed > 0 then 'failed' when v_sent > 0 then 'passed' else 'pending' end,
            format('%s sent, %s failed since %s%s', v_sent, v_failed,
                ops._moment(v_since, ops.setting('time_zone'), 'MM-DD HH24:MI'),
                case when v_sent + v_failed = 0 then '; pending until the next mail' end),
            jsonb_build_object('sent', v_sent, 'failed', v_failed, 'since', v_since, 'failed_before', v_before.value),
            case when v_failed > 0 then 'select * from ops.email_failure' when v_sent = 0
                then 'select * from ops.verify_email()' end;
    return query
        select 'Verify that the email was received in the inbox', 'manual',
            'sent means handed to the provider; bounces are not in the database', null::jsonb,
            'look in the inbox and the spam folder; lotastro-ops mail-check asks the provider';
end
$$;
comment on function ops.verify_email() is
    'The runbook''s resolution lines: what became of mails given back to the worker, and whether new ones are sent '
    'since the baseline, or within an hour.';
revoke all on function ops.verify_email() from public;
grant execute on function ops.verify_email() to ops_reader;
