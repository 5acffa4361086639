-- What became of the mails that were given back to the retry worker by us.
create or replace function ops._verify_retries()
returns setof ops.verification
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_seen record;
begin
    select count(*) as mails, count(*) filter (where e.status = 'sent') as sent,
        count(*) filter (where e.status = 'failed' and e.retry_count = 0) as waiting,
        count(*) filter (where e.status = 'failed' and e.retry_count > 0) as again,
        max(r.at) filter (where e.status = 'failed' and e.retry_count = 0) as since,
        left(max(e.error_message) filter (where e.status <> 'sent' and e.retry_count > 0), 200) as error
    into v_seen
    from (
        select ops._key_value(c.key) as id, max(c.changed_at) as at
        from ops.change as c
        where c.rule in ('retry_email', 'mail_never_read', 'mail_given_up') and c.action = 'update'
                and coalesce(c.after ->> 'status', 'failed') = 'failed' and c.changed_at > v_now - interval '1 day'
            and not exists (select from ops.change as u where u.undoes = c.id)
        group by 1
    ) as r
    join public.email_log as e
        on e.id::text = r.id;
    return query
        select 'Check that email_log shows sent',
            case when v_seen.mails = 0 then 'unknown' when v_seen.sent = v_seen.mails then 'passed'
                when v_seen.waiting + v_seen.again = v_seen.mails - v_seen.sent and v_seen.again = 0
                    and v_seen.since > v_now - interval '15 minutes' then 'pending'
                else 'failed' end,
            case when v_seen.mails = 0 then 'no mail was given back to the worker by us within a day: nothing to follow'
                else format('%s of %s mails given back were sent, %s wait for the worker, %s failed again',
                    v_seen.sent, v_seen.mails,
                    v_seen.waiting, v_seen.mails - v_seen.sent - v_seen.waiting)
                    || case when v_seen.waiting > 0 then format('; pending until %s',
                        to_char((v_seen.since + interval '15 minutes')
                        at time zone ops.setting('time_zone'), 'HH24:MI')) else '' end end,
            jsonb_build_object('mails', v_seen.mails, 'sent', v_seen.sent, 'waiting', v_seen.waiting, 'error',
                v_seen.error),
            case when v_seen.mails = 0 then 'select * from ops.check_email()'
                when v_seen.waiting > 0
                    then 'is process-email-retries called every five minutes? select * from ops.runbook(''cron'')'
                when v_seen.sent < v_seen.mails then 'select * from ops.email_failure' end;
end
$$;
comment on function ops._verify_retries() is
    'One line: passed when all were sent; pending for 15 minutes, which is three turns of the worker; unknown when '
    'none was given back.';
revoke all on function ops._verify_retries() from public;
