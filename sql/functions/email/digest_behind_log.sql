-- Digests that were sent later than their configuration says.
create or replace function ops.digest_behind_log(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone text := ops.setting('time_zone');
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'public.email_digest_configs',
            jsonb_build_object('id', d.id),
            left(format('digest %s was sent at %s, but is marked %s', d.digest_type,
                ops._moment(l.last_at, v_zone),
                coalesce(ops._moment(d.last_sent_at, v_zone), 'never sent')), 100),
            null::text,
            jsonb_build_object('last_sent_at', l.last_at::text),
            jsonb_build_object('last_sent_at', d.last_sent_at::text),
            null::numeric,
            jsonb_build_object('digest_type', d.digest_type, 'cooldown_hours', d.cooldown_hours),
            null::text
        from public.email_digest_configs as d
        join (
            select e.digest_type, max(e.sent_at) as last_at
            from public.email_log as e
            where e.status = 'sent' and e.digest_type is not null
                -- a mail from the future is an error of its own, and not to be copied
                and e.sent_at <= v_now
            group by e.digest_type
        ) as l
            on l.digest_type = d.digest_type
        where coalesce(d.last_sent_at, '-infinity') < ops._shifted(l.last_at, -interval '10 minutes')
            and (keys is null or d.id = any (keys::uuid[]));
end
$$;
comment on function ops.digest_behind_log(text[]) is
    'last_sent_at of digests that is more than 10 minutes before the newest mail of the digest.';
revoke all on function ops.digest_behind_log(text[]) from public;
select ops._define_rule(
    name => 'digest_behind_log',
    area => 'email',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A digest is marked as sent when it was last sent',
    why => 'The waiting time between two digests counts from this mark: people get the same digest again.',
    repair_class => 'auto',
    reads => '{"public.email_digest_configs": ["id", "digest_type", "last_sent_at", "cooldown_hours"],
        "public.email_log": ["digest_type", "status", "sent_at"]}'
);
