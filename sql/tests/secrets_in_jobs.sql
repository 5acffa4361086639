-- Jobs of pg_cron whose text holds a secret.
begin;
select plan(5);

select results_eq($$select status, message from ops.check_rule('secrets_in_jobs')$$, $$values ('skipped', 'skipped: table cron.job is absent')$$,
    'without pg_cron it is skipped, and says so');
create schema cron;
create table cron.job (jobid bigint primary key, schedule text, command text, active boolean, jobname text);
create function pg_temp.jwt(role text) returns text language sql as $$
    select 'eyJhbGciOiJIUzI1NiJ9.' || translate(rtrim(encode(convert_to(format('{"role": %s, "pad": "%s"}', to_json(role), repeat('x', n)), 'UTF8'), 'base64'), '='), E'+/\n', '-_') || '.c2lnbmF0dXJl'
    from (select length(role) % 3 as n) as w
$$;
insert into cron.job values (1, '* * * * *', 'select ops.check_all()', true, 'plain'),
    (2, '* * * * *', 'select net.http_post(headers := jsonb_build_object(''x-cron-secret'', (select decrypted_secret from vault.decrypted_secrets where name = ''CRON_SECRET'')))', true, 'vault'),
    (3, '* * * * *', 'select format(''{"x-cron-secret": "%s"}'', ''"'' || s.decrypted_secret || ''"'')', true, null);
select is_empty($$select * from ops.check_rule('secrets_in_jobs')$$, 'what comes from vault says nothing');
insert into cron.job values (4, '* * * * *', format('select ''Bearer %s''', pg_temp.jwt('anon')), true, 'anon'),
    (5, '* * * * *', format('select ''Bearer %s''', pg_temp.jwt('service_role')), false, 'service'),
    (6, '* * * * *', 'select ''{"x-cron-secret": "hush-hush"}''', true, null),
    (7, '* * * * *', 'select jsonb_build_object(''X-Cron-Secret'', ''hush-hush'')', true, 'object'),
    (8, '* * * * *', 'select ''sb_secret_abcdefghijklmnopqrstuv''', true, 'key'),
    (9, '* * * * *', format('select ''%s'', ''%s''', pg_temp.jwt('anon'), pg_temp.jwt('service_role')), true, 'both');
select results_eq(
    $$select severity, message, size, detail from ops.check_rule('secrets_in_jobs') order by message$$,
    $$values ('P1', 'job 6 holds a cron secret in clear', null::numeric, '{"active": true}'::jsonb),
        ('P1', 'job both holds a token of anon, a token of service_role in clear', null, '{"active": true}'),
        ('P1', 'job key holds a secret key in clear', null, '{"active": true}'),
        ('P1', 'job object holds a cron secret in clear', null, '{"active": true}'),
        ('P1', 'job service holds a token of service_role in clear', null, '{"active": false}')$$,
    'a service key, a cron secret or a platform''s key is found, in inactive jobs too'
);
select is_empty($$select * from ops.check_rule('secrets_in_jobs') as v where v::text ~ 'hush|eyJ|sb_secret_'$$, 'and is not shown');
select results_eq($$select h.key ->> 'jobid' from ops.secrets_in_jobs('{8}') as h$$, $$values ('8')$$, 'by key');

select * from finish();
rollback;
