-- Templates whose counters are below what the log of mails shows.
create or replace function ops.template_behind_log(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.email_templates',
            jsonb_build_object('id', t.id),
            left(format('template %s: %s', t.template_key, string_agg(case when c.place = 4
                then 'last_sent_at too early'
                else format('%s %s, log %s', c.name, c.was, c.should) end, '; ' order by c.place)), 100),
            null::text,
            jsonb_object_agg(c.name, c.should),
            jsonb_object_agg(c.name, c.was),
            null::numeric,
            jsonb_build_object('template_key', t.template_key),
            null::text
        from public.email_templates as t
        left join ops._sent_mails() as l
            on l.template_id = t.id
        left join (
            select v.template_id, max(v.version) as version
            from public.email_template_versions as v
            group by v.template_id
        ) as v
            on v.template_id = t.id
        cross join lateral (
            values
                (1, 'send_count', t.send_count::text, l.sent::text, t.send_count < l.settled),
                (2, 'error_count', t.error_count::text, l.failed::text, t.error_count < l.failed),
                (3, 'version', t.version::text, v.version::text, t.version < v.version),
                -- the stamp is written in a statement of its own
                (4, 'last_sent_at', t.last_sent_at::text, l.last_at::text,
                    coalesce(t.last_sent_at, '-infinity') < ops._shifted(l.last_at, -interval '10 minutes'))
        ) as c (place, name, was, should, is_behind)
        where c.is_behind
            and (keys is null or t.id = any (keys::uuid[]))
        group by t.id, t.template_key;
end
$$;
comment on function ops.template_behind_log(text[]) is
    'send_count, error_count, version and last_sent_at of templates, where the log and the stored versions show more. '
    'Four senders count, by read and write, and retries do not; nothing counts errors.';
revoke all on function ops.template_behind_log(text[]) from public;
select ops._define_rule(
    name => 'template_behind_log',
    area => 'email',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A template''s counters are not below what the log of mails shows',
    why => 'The template looks unused, and somebody switches it off or deletes it.',
    repair_class => 'lock',
    reads => '{"public.email_templates": ["id", "template_key", "send_count", "error_count", "version", "last_sent_at"],
        "public.email_template_versions": ["template_id", "version"],
        "public.email_log": ["template_id", "status", "sent_at", "created_at"]}'
);
