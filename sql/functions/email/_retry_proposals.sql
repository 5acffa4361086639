-- The changes that give some mails back to the retry worker, ten at a time, each with what would go out.
create or replace function ops._retry_proposals(ids uuid[], force boolean)
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set extra_float_digits = 1
as $$
begin
    return query
        select jsonb_build_object('id', e.id), 'public.email_log', jsonb_build_object('id', e.id),
            case when r.why is null then 'update' end,
            case when r.why is null then jsonb_build_object('status', e.status, 'retry_count', e.retry_count::text,
                'next_retry_at', e.next_retry_at::text) end,
            -- now: when it is written, not when it is planned
            case when r.why is null then '{"status": "failed", "retry_count": "0", "next_retry_at": "now"}'::jsonb end,
            left(format('mail to %s %s: %s', m.recipient, case when r.why is null then 'goes out again'
                else 'stays' end,
                translate(m.subject, E'\n\r', '  ')), 100)
                || E'\n' || coalesce('not sent again: ' || r.why, ops._undo_note('retry_email')) || E'\n'
                || format(E'to: %s\nsubject: %s\n\n%s', m.recipient, m.subject, coalesce(m.body, '(no body)'))
        from (
            select s.*, row_number() over (partition by force
                or cardinality(s.refusals) = 0 order by s.id::text) as turn
            from ops._mail_to_send(ids) as s
        ) as m
        join public.email_log as e
            on e.id = m.id
        cross join lateral (
            select case
                when not force and cardinality(m.refusals) > 0 then array_to_string(m.refusals, '; ')
                when m.turn > 10 then 'ten at a time, and these are more: repeat it'
            end as why
        ) as r
        order by m.id::text;
end
$$;
comment on function ops._retry_proposals(uuid[], boolean) is 'State failed, retry_count 0, due now: what the worker reads; the runbook''s pending it never does. The note''s first line is the message, then what would go out; action null with the reason where it is refused.';
revoke all on function ops._retry_proposals(uuid[], boolean) from public;
