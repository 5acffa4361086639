-- Gives one mail back to the retry worker, after showing what would go out.
create or replace function ops.retry_email(id uuid, reason text, force boolean default false,
    dry_run boolean default true)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_change ops.proposal;
    v_status text;
begin
    if ops.actor() like 'ops:%' then
        perform ops._fail('OP003', 'mails are never sent again unattended', format('%s is a job', ops.actor()),
            'a person looks at what would go out, and calls it');
    end if;
    select e.status into v_status from public.email_log as e where e.id = retry_email.id;
    if not found then
        perform ops._fail('OP013', format('no mail has id %s', coalesce(quote_literal(id), 'null')),
            'ids are those of public.email_log',
            'select * from ops.check_email()');
    elsif v_status in ('sent', 'notification_created') then
        perform ops._fail('OP003', format('mail %s is not to be sent again', id), format('its status is %s', v_status),
            'write to the person, or use the page of the application that sent it');
    end if;
    select p.* into v_change from ops._retry_proposals(array[id], coalesce(force, false)) as p;
    if v_change.action is null then
        perform ops._fail('OP003', format('mail %s is not sent again as it is', id),
            (select array_to_string(m.refusals, '; ') from ops._mail_to_send(array[id]) as m),
            format('invoke a digest again; else look at what would go out: select * from ops.retry_email(%L, ''why'', force => true)', id));
    end if;
    return query select c.* from ops._act('email', 'retry_email', array[v_change], reason, dry_run) as c;
    raise notice 'the worker sends it at its next turn, and undo calls no mail back; next: select * from ops.verify_email()';
end
$$;
comment on function ops.retry_email(uuid, text, boolean, boolean) is
    'Runbook 4, step 5: plans by default, the note is what would go out. Sets failed, retry_count 0, due now. Refuses '
    'unresolved placeholders, no body, more than 24 hours and digests unless force; never unattended. OP003, OP009, '
    'OP013.';
revoke all on function ops.retry_email(uuid, text, boolean, boolean) from public;
grant execute on function ops.retry_email(uuid, text, boolean, boolean) to ops_operator;
