-- Mails whose acknowledgment is recorded on one side only.
create or replace function ops.mail_acknowledged_at(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.email_log',
            jsonb_build_object('id', e.id),
            left(format(case when e.acknowledged_at is null then 'mail to %s was acknowledged, but is not marked so: %s'
                else 'mail to %s is marked acknowledged, but by nobody: %s' end, e.recipient, e.subject), 100),
            null::text,
            case when e.acknowledged_at is null then jsonb_build_object('acknowledged_at', a.first_at::text) end,
            jsonb_build_object('acknowledged_at', e.acknowledged_at::text),
            null::numeric,
            jsonb_build_object('acknowledgments', coalesce(a.times, 0), 'first', a.first_at),
            null::text
        from public.email_log as e
        left join (
            select k.email_log_id, count(*) as times, min(k.acknowledged_at) as first_at
            from public.email_acknowledgments as k
            group by k.email_log_id
        ) as a
            on a.email_log_id = e.id
        where (e.acknowledged_at is null) <> (a.email_log_id is null)
            and (keys is null or e.id = any (keys::uuid[]));
end
$$;
comment on function ops.mail_acknowledged_at(text[]) is
    'acknowledged_at is set exactly when there is a row in email_acknowledgments. Without a mark the first '
    'acknowledgment is written; a mark without one is left to a person.';
revoke all on function ops.mail_acknowledged_at(text[]) from public;
select ops._define_rule(
    name => 'mail_acknowledged_at',
    area => 'email',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A mail is marked acknowledged exactly when somebody acknowledged it',
    why => 'People are reminded of what they have confirmed, or are taken to have confirmed what they never saw.',
    repair_class => 'auto',
    reads => '{"public.email_log": ["id", "recipient", "subject", "acknowledged_at"],
        "public.email_acknowledgments": ["email_log_id", "acknowledged_at"]}'
);
