-- The list of actions is the catalog's, and what it says of undo is so.
begin;
select plan(12);

create temporary view known as
select a.*, p.oid, p.prosrc as source
from ops.actions() as a
left join pg_proc as p
    on p.pronamespace = 'ops'::regnamespace and p.proname = a.action;
select is_empty(
    $$select p.proname from pg_proc as p
      where p.pronamespace = 'ops'::regnamespace and p.proname !~ '^_' and 'dry_run' = any (p.proargnames)
        and p.proname not in (select action from known)$$,
    'whatever plans by default and then acts is in the list'
);
select is_empty($$select k.action from known as k left join pg_proc as p on p.oid = k.oid
    where k.action !~ '^lotastro-ops ' and (p.oid is null or p.provolatile <> 'v' or not p.proargnames @> '{dry_run,reason}')$$,
    'each is a function that takes a reason and plans first');
select is((select count(*) from known), (select count(distinct action) from known), 'each once');
select is_empty($$select action from known where undo is not null and source !~ 'ops\.(_act|repair|_repair_now)\(|_policy_plan'$$,
    'what can be undone goes through the journal');
select is_empty($$select action from known where undo is null and source ~ 'ops\.(_act|repair|_repair_now)\('$$, 'and what cannot does not');
select is_empty($$select action from known where changes = '' or coalesce(not_undone, '') = ''$$, 'none is silent about what stays');
select is((select call from known where action = 'revoke_api_key'), 'ops.revoke_api_key(key, reason, dry_run)', 'with its arguments');
select is(ops._undo_note('revoke_api_key'), 'undo brings back: good again at once; no undo takes back: calls refused in between: the integration may have given up',
    'a note says both');
select is(ops._undo_note('run_job'), 'no undo; no undo takes back: what the job did', 'also where there is no way back');

-- said in the plans of the services' actions
select sample.a_user();
insert into api_keys (name, key_prefix, key_hash, service) values ('CRM', 'lk_1', 'h1', 'crm');
insert into login_attempts (email) select 'fixture@lotastro.example' from generate_series(1, 5);
insert into email_log (id, recipient, subject, status, retry_count, metadata) values ('00000000-0000-4000-8000-000000000002', 'a@x.example', 'S', 'failed', null, '{"rendered_body": "B"}');
select is_empty($$select c.rule, c.note from (
        select * from ops.set_api_rate_limit('CRM', 100, 'r') union all select * from ops.revoke_api_key('CRM', 'r')
        union all select * from ops.clear_login_lockout('fixture@lotastro.example', 'r')
        union all select * from ops.retry_email('00000000-0000-4000-8000-000000000002', 'r')
    ) as c where strpos(c.note, ops._undo_note(c.rule)) = 0$$, 'each plan says what can be undone of it and what cannot');
select is((select count(distinct p.rule) from ops.plan as p where p.rule in (select action from known)), 4::bigint, 'four of them');
select ops.set_setting('functions_url', 'https://x.example/functions/v1');
select vault.create_secret('s3cr3t-of-cron-0123456789', 'CRON_SECRET');
select matches((select note from ops.invoke_function('process-ocr-queue', reason => 'r')), 'cannot be undone', 'and so does that of a call');

select * from finish();
rollback;
