-- Functions of the application whose work shows no fresh trace.
begin;
select plan(15);

select is_empty($$select * from ops.check_rule('overdue_effects')$$, 'a database without any trace says nothing: there is nothing to look at');
insert into inventory_snapshots (snapshot_date) values ('2026-01-01');
update ops.clock set shift = '2026-01-02 21:29:00+00' - now();
select is_empty($$select * from ops.check_rule('overdue_effects')$$, 'until half an hour after 21:00 UTC yesterday''s snapshot will do');
update ops.clock set shift = '2026-01-02 21:31:00+00' - now();
select results_eq(
    $$select severity, message, key, size, fix from ops.check_rule('overdue_effects')$$,
    $$values ('P2', 'take-daily-snapshot: last trace 2026-01-02 00:00, limit 24:30:00 (daily 21:00 UTC)', '{"name": "take-daily-snapshot"}'::jsonb,
        null::numeric, 'select * from ops.invoke_function(''take-daily-snapshot'', reason => ''why'')')$$, 'then it is overdue'
);
insert into inventory_snapshots (snapshot_date) values ('2026-01-02');
select is_empty($$select * from ops.check_rule('overdue_effects')$$, 'and with today''s row it is not');
delete from inventory_snapshots;
insert into snapshot_settings (is_enabled) values (true);
select results_eq($$select message from ops.check_rule('overdue_effects')$$,
    $$values ('take-daily-snapshot: no trace that it ever worked (daily 21:00 UTC)')$$, 'switched on, and never a row');
delete from snapshot_settings;

insert into email_digest_configs (digest_type, last_sent_at, is_enabled) values
    ('overdue_digest', ops.now() - interval '4 days', true), ('reservation_reminder', ops.now() - interval '3 days', true),
    ('forecast', ops.now() - interval '9 days', true), ('pending_approvals', null, true), ('mo_reminder', ops.now() - interval '9 days', false);
select results_eq($$select key ->> 'name' from ops.check_rule('overdue_effects') order by 1$$,
    $$values ('send-forecast-digest'), ('send-overdue-digest'), ('send-pending-approvals-digest')$$,
    'digests: late, weekly late, never; over a weekend or switched off is no delay');
delete from email_digest_configs;

insert into po_drafts (created_by, created_at) values (sample.a_user(), ops.now() - interval '91 days');
insert into email_log (recipient, subject, status, retry_count, next_retry_at) values ('a@x', 's', 'failed', 0, ops.now() - interval '29 minutes'),
    ('b@x', 's', 'failed', 3, ops.now() - interval '1 day'), ('c@x', 's', 'pending', 0, ops.now() - interval '1 day');
insert into ocr_jobs (image_path, status, created_at) values ('a', 'pending', ops.now() - interval '14 minutes');
select is_empty($$select * from ops.check_rule('overdue_effects')$$, 'work that has been due for a little while says nothing');
update po_drafts set created_at = ops.now() - interval '92 days';
update email_log set next_retry_at = ops.now() - interval '31 minutes' where recipient = 'a@x';
update ocr_jobs set created_at = ops.now() - interval '16 minutes';
select sample.failing_subscription('S', 1, next_retry_at => ops.now() - interval '31 minutes');
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, created_at)
values ('CREATE', 'lot', gen_random_uuid(), sample.a_user(), 'f@x', 'admin', ops.now() - interval '374 days');
insert into forecast_runs (status, completed_at) values ('completed', ops.now() - interval '9 days');
select results_eq($$select key ->> 'name' from ops.check_rule('overdue_effects') order by 1$$,
    $$values ('cleanup-old-audit-logs'), ('cleanup-old-drafts'), ('forecast-engine'), ('process-email-retries'), ('process-ocr-queue'), ('process-webhook-retries')$$,
    'work that has been due for too long is told, each by its own limit');
select is((select h.fix from ops.overdue_effects('{forecast-engine}') as h), 'lotastro-ops invoke forecast-engine --reason "why"',
    'a function that wants a user''s token is called by the command line');
insert into email_settings (setting_key, setting_value) values ('audit_log_retention_days', '400');
select is_empty($$select * from ops.overdue_effects('{cleanup-old-audit-logs}')$$, 'the application''s own retention counts');
select results_eq($$select h.key ->> 'name' from ops.overdue_effects('{process-ocr-queue}') as h$$, $$values ('process-ocr-queue')$$, 'by key');

insert into ops.edge_function_setting (name, effect_kind, effect, reads, fresh_for) values
    ('process-ocr-queue', 'trace', 'select ops.now()', '{}', '1 hour'), ('process-email-retries', 'trace', 'select 1/0', null, null),
    ('of-our-own', 'trace', 'select ops.now() - interval ''2 hours''', '{}', '1 hour'), ('absent', 'trace', 'select 1', '{"public.nowhere": ["id"]}', '1 hour');
insert into ops.edge_function_setting (name, enabled) values ('forecast-engine', false);
insert into ops.edge_function_setting (name, fresh_for) values ('process-webhook-retries', '1 day');
select results_eq($$select key ->> 'name' from ops.check_rule('overdue_effects') order by 1$$, $$values ('cleanup-old-drafts'), ('of-our-own')$$,
    'what an installation says overrides the catalogue, and may add to it');
select results_eq($$select function, state, note from ops.app_schedules() where function in ('absent', 'process-email-retries') order by 1$$,
    $$values ('absent', 'unknown', 'table public.nowhere is absent'), ('process-email-retries', 'unknown', 'its query fails: 22012 division by zero')$$,
    'what cannot be looked at is unknown, and says why');
update ops.edge_function_setting set effect = 'delete from public.po_drafts returning now()' where name = 'of-our-own';
select matches((select note from ops.app_schedules() where function = 'of-our-own'), '^its query fails: 0A000', 'a query that would change something is refused');
select ops._edge_function_seed() is not null;
select results_eq($$select fresh_for from ops.edge_functions() where name = 'process-webhook-retries'$$, $$values (interval '1 day')$$, 'and stays so');

select * from finish();
rollback;
