-- A key is switched off, with a look at who will notice, and can be switched on again.
begin;
select plan(10);

insert into api_keys (id, name, key_prefix, key_hash, service, is_active) values ('00000000-0000-4000-8000-000000000001', 'CRM', 'lk_1', 'h1', 'crm', true), ('00000000-0000-4000-8000-000000000002', 'Off', 'lk_2', 'h2', 'crm', false), ('00000000-0000-4000-8000-000000000003', 'Idle', 'lk_3', 'h3', 'crm', true);
insert into api_request_logs (api_key_id, endpoint, method, created_at) values
    ('00000000-0000-4000-8000-000000000001', '/a', 'GET', '2026-01-02 06:00+00'), ('00000000-0000-4000-8000-000000000001', '/b', 'GET', now()), ('00000000-0000-4000-8000-000000000001', '/b', 'GET', now()), ('00000000-0000-4000-8000-000000000001', '/a', 'GET', now());
select results_eq($$select state, message, note, before, after from ops.revoke_api_key('lk_1', 'leaked')$$,
    $$select 'planned', 'key CRM (crm) is revoked: its next call is refused', format(E'within a day it called /b 2 times, last at %1$s\n/a 1 times, last at %1$s\n%2$s', to_char(now() at time zone 'Europe/Istanbul', 'MM-DD HH24:MI'), ops._undo_note('revoke_api_key')),
        '{"is_active": "true"}'::jsonb, '{"is_active": "false"}'::jsonb$$, 'the plan says what it called within a day');
select is((select split_part(note, E'\n', 1) from ops.revoke_api_key('Idle', 'unused')), 'no call within a day', 'or that it did not');
select is((select is_active from api_keys where name = 'CRM'), true, 'a plan changes nothing');
select throws_ok($$select * from ops.revoke_api_key('CRM', ' ')$$, 'OP009', null, 'a reason is needed');
select throws_ok($$select * from ops.revoke_api_key('nobody', 'r')$$, 'OP013', null, 'an unknown key is an error');
select results_eq($$select state from ops.revoke_api_key('CRM', 'leaked', false)$$, $$values ('applied')$$, 'it is switched off');
select results_eq($$select name, is_active from api_keys order by name$$, $$values ('CRM', false), ('Idle', true), ('Off', false)$$, 'and no other');
select is_empty($$select * from ops.revoke_api_key('CRM', 'again', false)$$, 'a second time does nothing');
select results_eq($$select state from ops.undo((select max(run) from ops.change), 'not leaked')$$, $$values ('restored')$$, 'undo');
select is((select is_active from api_keys where name = 'CRM'), true, 'makes it good again');

select * from finish();
rollback;
