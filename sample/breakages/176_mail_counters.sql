-- Counters and stamps of templates, digests and schedules that the senders lose.
create function sample.log_sent(
    template uuid,
    digest text,
    schedule uuid,
    times integer
)
returns void
language sql
volatile
as $$
    insert into public.email_log (
        template_id, digest_type, schedule_id, recipient, subject, status, sent_at, created_at
    )
    select
        template, digest, schedule, 'p' || n || '@lotastro.example', 'About counting', 'sent',
        now() - interval '1 day', now() - interval '1 day'
    from generate_series(1, times) as n
$$;

-- Two senders read the same count, and each writes it plus one.
create function sample.break_lost_count(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    template uuid;
begin
    for n in 1..instances loop
        insert into public.email_templates (
            template_key, name, subject, body, send_count, last_sent_at
        )
        values (
            'lost_count_' || n, 'Lost count', 'S', 'B', 2,
            case when n % 2 = 0 then now() - interval '1 day' end
        )
        returning id into template;
        perform sample.log_sent(template, null, null, 3);
        perform sample.record_row(
            'lost_count', 'template_behind_log', 'public.email_templates', template
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_count', 630);

-- The function ends between the mails and the mark, or marks without having sent.
create function sample.break_lost_mark(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    digest uuid;
    schedule uuid;
begin
    for n in 1..instances loop
        insert into public.email_digest_configs (digest_type, is_enabled, last_sent_at)
        values ('lost_mark_' || n, false, case when n % 2 = 0 then now() - interval '3 days' end)
        returning id into digest;
        perform sample.log_sent(null, 'lost_mark_' || n, null, 2);
        perform sample.record_row(
            'lost_mark', 'digest_behind_log', 'public.email_digest_configs', digest
        );
        insert into public.email_digest_configs (digest_type, is_enabled, last_sent_at)
        values ('early_mark_' || n, false, now() - interval '1 hour')
        returning id into digest;
        perform sample.record_row(
            'lost_mark', 'stamped_without_mail', 'public.email_digest_configs', digest
        );
        insert into public.email_schedules (name, schedule_type, is_enabled, last_run_at)
        values ('Schedule ' || n, 'report', false, case when n % 2 = 0 then now() - interval '3 days' end)
        returning id into schedule;
        perform sample.log_sent(null, null, schedule, 1);
        perform sample.record_row(
            'lost_mark', 'mail_schedule_behind', 'public.email_schedules', schedule
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_mark', 630);
