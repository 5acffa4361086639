-- Transactions that were prepared and forgotten.
begin;
select plan(4);

create temporary table fake (gid text, prepared timestamptz, owner text, xid_age integer);
create or replace function ops._prepared_transactions() returns table (gid text, prepared timestamptz, owner text, xid_age integer)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
insert into fake values ('young', now() - interval '1 minute', 'anna', 3);
select is_empty($$select * from ops.check_rule('prepared_transactions')$$, 'one at work is nothing');
insert into fake values ('old', now() - interval '3 hours', 'anna', 900);
select results_eq(
    $$select severity, message, key ->> 'gid', detail ->> 'xid_age' from ops.check_rule('prepared_transactions')$$,
    $$values ('P2', 'prepared transaction old of anna is open for 3 h', 'old', '900')$$, 'a forgotten one is reported'
);
select matches((select fix from ops.check_rule('prepared_transactions')), '^rollback prepared ''old''', 'with both ways out');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('prepared_transactions', '{"minutes": 600}', 'test');
select is_empty($$select * from ops.check_rule('prepared_transactions')$$, 'the limit is the user''s');

select * from finish();
rollback;
