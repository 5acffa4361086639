-- The same failure, many times a day; and how failures are told apart.
begin;
select plan(8);

create function pg_temp.fail(error text, times integer, template text default 't', domain text default 'X.example', hours_ago integer default 1, status text default 'failed') returns void language sql as $$
    insert into email_log (recipient, subject, status, retry_count, error_message, template_key, created_at)
    select 'p' || n || '@' || domain, 'S', status, 0, error, template, now() - make_interval(hours => hours_ago) from generate_series(1, times) as n
$$;
select pg_temp.fail('429', 4), pg_temp.fail('429', 9, hours_ago => 24), pg_temp.fail('429', 9, status => 'sent'), pg_temp.fail('429', 4, 'u'), pg_temp.fail('429', 4, 't', 'y.example'), pg_temp.fail('401', 4);
select is_empty($$select * from ops.check_rule('mail_failure_burst')$$, 'near misses: four; a day ago; sent; another template, domain or class');
select pg_temp.fail('Too many requests', 2, domain => 'x.EXAMPLE', status => 'permanently_failed');
select results_eq($$select severity, message, subject, key, observed, detail ->> 'given_up', size, status, fix from ops.check_rule('mail_failure_burst')$$,
    $$values ('P1', '6 mails of t to x.example failed in 24 hours: rate limit', 'public.email_log', '{"group": "rate limit | t | x.example"}'::jsonb, '6'::jsonb, '2', null::numeric, 'violation', 'select * from ops.email_failure')$$,
    'one class of one template to one domain is reported');
select is((select count(*) from ops.mail_failure_burst(array['rate limit | t | x.example'])), 1::bigint, 'keys name groups');
select is((select count(*) from ops.mail_failure_burst(array['other'])), 0::bigint, 'and limit it');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('mail_failure_burst', '{"mails": 13, "hours": 48}', 'test');
select is((select key ->> 'group' from ops.check_rule('mail_failure_burst')), 'rate limit | t | x.example', 'limits can be set');
select results_eq($$select error_class, template_key, domain, failures from ops.email_failure limit 1$$, $$values ('rate limit', 't', 'x.example', 6::bigint)$$, 'the view shows the most first');
delete from email_log;
insert into email_log (recipient, subject, status, error_message) select coalesce(nullif(e.recipient, ''), 'a@x.example'), 'S', 'failed', e.error from (values
    ('You have reached your daily_quota_exceeded', ''), ('Too many requests. You can only make 2 requests per second', ''), ('API key is invalid', ''), ('restricted_api_key', ''), ('HTTP 401', ''),
    ('The lotastro.example domain is not verified. Please, add and verify your domain', ''), ('403 Forbidden', ''), ('Invalid `to` field', ''), ('550 mailbox unavailable', ''), ('The attachment is too large', ''),
    ('Failed to render template', ''), ('fetch failed: ETIMEDOUT', ''), ('getaddrinfo ENOTFOUND dns', ''), ('500 Internal Server Error', ''), ('  ', ''), (null, 'nobody'), ('Something odd', '')) as e (error, recipient);
select set_eq($$select error_class, sum(failures)::bigint from ops.email_failures() group by error_class$$, $$values ('quota', 1::bigint), ('rate limit', 1), ('provider key', 3), ('sending domain', 2), ('recipient', 2), ('size', 1), ('template', 1),
    ('network', 2), ('provider down', 1), ('no text', 2), ('other', 1)$$, 'error texts are told apart');
select is((select domain from ops.email_failures('1 hour') where error_class = 'no text' and domain <> 'x.example'), '(none)', 'also without a domain');

select * from finish();
rollback;
