-- Sessions that hold others up.
begin;
select plan(6);

create temporary table fake (
    root integer, depth integer, pid integer, blocked_by integer[], role text, application text, kind text, state text,
    waits interval, lock_mode text, relation text, in_transaction interval, query text
);
create or replace function ops.blocking_tree()
returns table (
    root integer, depth integer, pid integer, blocked_by integer[], role text, application text, kind text, state text,
    waits interval, lock_mode text, relation text, in_transaction interval, query text
)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
select is_empty($$select * from ops.check_rule('blocked_sessions')$$, 'nobody waits: nothing');
insert into fake (root, depth, pid, role, application, state, waits)
values (7, 0, 7, 'zoe', 'report', 'idle in transaction', null), (7, 1, 8, 'berta', 'x', 'active', '20 s'), (7, 2, 9, 'carl', 'y', 'active', '10 s');
select is_empty($$select * from ops.check_rule('blocked_sessions')$$, 'waiting for seconds is what locks are for');
update fake set waits = '45 s' where pid = 8;
select results_eq(
    $$select severity, message, key ->> 'pid', fix from ops.check_rule('blocked_sessions')$$,
    $$values ('P1', 'pid 7 (zoe, report), idle in transaction, holds up 2 sessions for 45 s', '7', 'select * from ops.blocking_tree()')$$,
    'the root is named, and how many wait behind it'
);
select is((select jsonb_array_length(detail -> 'tree') from ops.check_rule('blocked_sessions')), 3, 'with the whole queue');
insert into fake (root, depth, pid, waits) values (0, 0, 0, null), (0, 1, 5, '1 hour');
select results_eq($$select message from ops.check_rule('blocked_sessions') order by message limit 1$$,
    $$values ('a prepared transaction, prepared, holds up 1 sessions for 60 min')$$, 'a prepared transaction has no session');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('blocked_sessions', '{"seconds": 86400}', 'test');
select is_empty($$select * from ops.check_rule('blocked_sessions')$$, 'the limit is the user''s');

select * from finish();
rollback;
