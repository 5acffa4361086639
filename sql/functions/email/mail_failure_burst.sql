-- The same failure, many times within a day.
create or replace function ops.mail_failure_burst(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
    v_hours integer := ops._threshold('mail_failure_burst', 'hours', 24);
    v_mails integer := ops._threshold('mail_failure_burst', 'mails', 5);
begin
    return query
        select 'public.email_log',
            jsonb_build_object('group', f.name),
            left(format('%s mails of %s to %s failed in %s hours: %s', f.failures, f.template_key, f.domain, v_hours,
                f.error_class), 100),
            null::text,
            null::jsonb,
            to_jsonb(f.failures),
            null::numeric,
            jsonb_build_object('error_class', f.error_class, 'template_key', f.template_key, 'domain', f.domain,
                'given_up', f.given_up, 'first', f.first_at, 'last', f.last_at, 'example', f.example),
            'select * from ops.email_failure'::text
        from (
            select w.*, concat_ws(' | ', w.error_class, w.template_key, w.domain) as name
            from ops._mail_failures(v_now - make_interval(hours => v_hours)) as w
        ) as f
        where f.failures >= v_mails
            and (keys is null or f.name = any (keys));
end
$$;
comment on function ops.mail_failure_burst(text[]) is
    'Five or more mails of one template to one domain that failed alike within a day (thresholds mails and hours). '
    'The key names class, template and domain.';
revoke all on function ops.mail_failure_burst(text[]) from public;
select ops._define_rule(
    name => 'mail_failure_burst',
    area => 'email',
    severity => 'P1',
    example => 'email not sending',
    title => 'Mails do not fail alike many times a day',
    why => 'One cause, such as a provider key, a domain or a broken template, stops all of them, and each retry '
           'fails too.',
    repair_class => 'report',
    reads => '{"public.email_log": ["recipient", "status", "error_message", "template_key", "created_at"]}'
);
