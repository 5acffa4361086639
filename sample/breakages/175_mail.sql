-- Mails as senders, the worker, the runbook and people leave them.
create function sample.log_mail(
    mechanism text,
    rule text,
    mail_status text,
    retries integer,
    error text default null,
    hours_ago numeric default 1,
    sent timestamptz default null
)
returns uuid
language plpgsql
volatile
as $$
declare
    mail uuid;
begin
    -- Without a template: its counters are another mechanism's.
    insert into public.email_log (
        template_key, recipient, subject, status, retry_count, error_message, next_retry_at, sent_at, created_at
    )
    values (
        'about_' || mechanism, mechanism || '@customer.example', 'About ' || mechanism, mail_status, retries, error,
        case when mail_status = 'failed' then now() + interval '2 days' end, sent,
        now() - interval '1 hour' * hours_ago
    )
    returning id into mail;
    if rule is not null then
        perform sample.record_row(mechanism, rule, 'public.email_log', mail);
    end if;
    return mail;
end
$$;

-- The runbook's own retry: the worker reads failed, and never pending.
create function sample.break_runbook_retry(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    mail uuid;
begin
    for n in 1..instances loop
        mail := sample.log_mail('runbook_retry', 'mail_never_read', 'failed', 2, 'E' || n);
        update public.email_log
        set status = 'pending', retry_count = 0, next_retry_at = now()
        where id = mail;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('runbook_retry', 620);

create function sample.break_null_retries(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.log_mail('null_retries', 'mail_never_read', 'failed', null, 'E' || n, 30);
        perform sample.log_mail(
            'null_retries', 'mail_retry_count', 'sent', null, null, 30, now() - interval '30 hours'
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('null_retries', 620);

create function sample.break_third_failure(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.log_mail(
            'third_failure', 'mail_given_up', 'permanently_failed', 3, 'E' || n, 30
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('third_failure', 620);

-- One domain after the other turns the mails away.
create function sample.break_refused_mails(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    mail uuid;
begin
    for n in 1..instances loop
        for k in 1..5 + n % 4 loop
            mail := sample.log_mail('refused_mails', null, 'failed', 1, '550 mailbox unavailable');
            update public.email_log set recipient = 'p' || k || '@Refuses' || n || '.example' where id = mail;
        end loop;
        insert into sample.breakage (mechanism, rule, subject, key)
        values (
            'refused_mails', 'mail_failure_burst', 'public.email_log',
            jsonb_build_object(
                'group', 'recipient | about_refused_mails | refuses' || n || '.example'
            )::text
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('refused_mails', 620);

-- The column takes any word.
create function sample.break_mistyped_status(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.log_mail(
            'mistyped_status', 'mail_unknown_status',
            (array['Failed', 'retry', 'queued', 'sent '])[1 + n % 4], 0
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('mistyped_status', 620);

create function sample.break_lost_sending_time(instances integer)
returns integer
language plpgsql
volatile
as $$
begin
    for n in 1..instances loop
        perform sample.log_mail(
            'lost_sending_time', 'mail_sent_time', 'sent', n % 2
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_sending_time', 620);

-- Two statements, and the second one never came.
create function sample.break_half_acknowledgment(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    mail uuid;
begin
    for n in 1..instances loop
        mail := sample.log_mail(
            'half_acknowledgment', 'mail_acknowledged_at', 'sent', 0, null, 5, now() - interval '5 hours'
        );
        if n % 2 = 0 then
            insert into public.email_acknowledgments (email_log_id) values (mail);
        else
            update public.email_log set acknowledged_at = now() where id = mail;
        end if;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('half_acknowledgment', 620);
