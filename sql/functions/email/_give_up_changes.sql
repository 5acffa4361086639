-- Mails that nobody will send any more, marked so.
create or replace function ops._give_up_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select jsonb_build_object('id', e.id), 'public.email_log', jsonb_build_object('id', e.id), 'update',
            jsonb_build_object('status', e.status), '{"status": "permanently_failed"}'::jsonb,
            left(format('mail to %s is given up: %s', e.recipient, translate(e.subject, E'\n\r', '  ')), 100)
        from public.email_log as e
        where e.id = any (keys::uuid[])
        order by e.id;
end
$$;
comment on function ops._give_up_changes(text[]) is 'Proposals of choice give_up; keys are ids of email_log.';
revoke all on function ops._give_up_changes(text[]) from public;
