-- Jobs of pg_cron whose text holds a token that goes stale.
begin;
select plan(5);

select results_eq($$select status, message from ops.check_rule('tokens_in_jobs')$$, $$values ('skipped', 'skipped: table cron.job is absent')$$,
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
select is_empty($$select * from ops.check_rule('tokens_in_jobs')$$, 'what comes from vault says nothing');
insert into cron.job values (4, '* * * * *', format('select ''Bearer %s''', pg_temp.jwt('anon')), true, 'anon'),
    (5, '* * * * *', format('select ''Bearer %s''', pg_temp.jwt('service_role')), true, 'service'),
    (6, '* * * * *', 'select ''eyJhbGciOiJI.eyJub3Rqc29u.sig''', true, 'broken'),
    (7, '* * * * *', format('select ''%s'', ''%s''', pg_temp.jwt('anon'), pg_temp.jwt('authenticated')), true, 'two');
select results_eq(
    $$select severity, message, size from ops.check_rule('tokens_in_jobs') order by message$$,
    $$values ('P2', 'job anon holds a token of anon in clear', null::numeric), ('P2', 'job broken holds a token of an unknown role in clear', null),
        ('P2', 'job two holds a token of anon, a token of authenticated in clear', null)$$, 'tokens that open no more than a signed-in user has'
);
select is_empty($$select * from ops.check_rule('tokens_in_jobs') as v where v::text ~ 'eyJ'$$, 'and they are not shown');
select results_eq($$select h.key ->> 'jobid' from ops.tokens_in_jobs('{4}') as h$$, $$values ('4')$$, 'by key');

select * from finish();
rollback;
