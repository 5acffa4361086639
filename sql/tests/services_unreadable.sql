-- A role that may not read the platform's own tables is told so, by each rule and each verification, and nothing raises.
begin;
select plan(16);

create role ops_test_stranger;
grant ops_test_stranger to postgres;
grant usage on schema ops, public to ops_test_stranger;
grant execute on all functions in schema ops to ops_test_stranger;
grant select on all tables in schema ops, public to ops_test_stranger;
create temporary table seen (what text, said text, fix text);
grant insert on seen to ops_test_stranger;
select vault.create_secret('s3cr3t-of-cron-0123456789', 'CRON_SECRET');

set local role ops_test_stranger;
insert into seen select 'sessions', h.message, h.fix from ops.inactive_user_session() as h;
insert into seen select 'log', h.message, h.fix from ops.auth_log_bursts() as h;
insert into seen select 'no profile', h.message, h.fix from ops.user_without_profile() as h;
insert into seen select 'no user', h.message, h.fix from ops.profile_without_user() as h;
insert into seen select 'bucket', h.message, h.fix from ops.photo_bucket() as h;
insert into seen select 'photos', h.message, h.fix from ops.missing_roll_photos() as h;
insert into seen select 'answers', h.message, h.fix from ops.failed_http_responses() as h;
insert into seen select 'verify session', v.state || ': ' || v.message from ops._verify_session(ops.now()) as v;
insert into seen select 'verify secrets', v.state || ': ' || v.message from ops._verify_secrets() as v;
insert into seen select 'measure', coalesce(m.value::text, 'null') from ops._measures_auth() as m where m.measure = 'new_sessions';
insert into seen select 'vault', array_to_string(ops._vault_holds('{CRON_SECRET}'), ',');
insert into seen select 'blot', ops._blot('s3cr3t-of-cron-0123456789');
insert into seen select 'one key', count(*)::text from ops.auth_log_bursts('{a@x.example}') as h;
insert into seen select 'status', v.status from ops._rule_violations('auth_log_bursts', 'P2', 10) as v;
reset role;

create function pg_temp.said(what text) returns text language sql as $$ select s.said from seen as s where s.what = said.what $$;
select is(pg_temp.said('sessions'), 'auth.sessions cannot be read by ops_test_stranger', 'sessions of people who left');
select is(pg_temp.said('log'), 'auth.audit_log_entries cannot be read by ops_test_stranger', 'the sign-in service''s log');
select is(pg_temp.said('no profile'), 'auth.users cannot be read by ops_test_stranger', 'users without a profile');
select is(pg_temp.said('no user'), 'auth.users cannot be read by ops_test_stranger', 'profiles without a user');
select is(pg_temp.said('bucket'), 'storage.buckets cannot be read by ops_test_stranger', 'the bucket');
select is(pg_temp.said('photos'), 'storage.objects cannot be read by ops_test_stranger', 'photos');
select is(pg_temp.said('answers'), 'net._http_response cannot be read by ops_test_stranger', 'answers of pg_net');
select is((select count(*) from seen where fix = 'grant select on ' || split_part(said, ' ', 1) || ' to ops_test_stranger'), 6::bigint,
    'with the grant that helps');
select is((select count(*) from seen where what in ('sessions', 'log', 'no profile', 'no user', 'bucket', 'photos', 'answers')), 7::bigint,
    'in one row each');
select is(pg_temp.said('verify session'), 'unknown: auth.sessions cannot be read by ops_test_stranger', 'a verification claims nothing');
select is(pg_temp.said('verify secrets'), 'unknown: vault.decrypted_secrets cannot be read by ops_test_stranger', 'nor of secrets');
select is(pg_temp.said('measure'), 'null', 'a baseline keeps no number in place of what it cannot count');
select is(pg_temp.said('vault'), '', 'vault holds nothing that can be seen');
select is(pg_temp.said('blot'), 's3cr3t-of-cron-0123456789', 'and nothing can be blotted');
select is(pg_temp.said('one key'), '0', 'asked for one key the rule says nothing');
select is(pg_temp.said('status'), 'unknown', 'such a hit is an unknown');

select * from finish();
rollback;
