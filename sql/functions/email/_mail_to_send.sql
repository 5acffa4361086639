-- What the retry worker would send for some mails, and what speaks against it.
create or replace function ops._mail_to_send(ids uuid[])
returns table (id uuid, recipient text, subject text, body text, refusals text[])
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        select e.id, e.recipient, e.subject, b.body,
            array_remove(array[
                case when b.body is null then 'there is no template and no rendered body' end,
                'unresolved placeholders: ' || p.names,
                case when e.created_at < v_now - interval '24 hours' then 'it is older than 24 hours' end,
                case when e.digest_type is not null or d.digest_type is not null
                    then 'it is a digest: invoke the digest again' end
            ], null)
        from public.email_log as e
        left join public.email_templates as t
            on t.id = e.template_id
        left join public.email_templates as k
            on k.template_key = e.template_key
        left join public.email_digest_configs as d
            on d.digest_type = e.template_key
        cross join lateral (select coalesce(e.metadata ->> 'rendered_body', t.body, k.body) as body) as b
        cross join lateral (
            select string_agg(distinct m.name[1], ', ') as names
            from regexp_matches(concat_ws(' ', e.subject, b.body), '\{\{[^{}]*\}\}', 'g') as m (name)
        ) as p
        where e.id = any (ids);
end
$$;
comment on function ops._mail_to_send(uuid[]) is
    'Body as the worker takes it: metadata.rendered_body, which no sender stores, else the bare template. refusals is '
    'empty when nothing speaks against sending it.';
revoke all on function ops._mail_to_send(uuid[]) from public;
