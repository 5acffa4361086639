-- Databases that come near the end of transaction numbers.
begin;
select plan(6);

select is((select count(*) from ops._transaction_ids()), 2 * (select count(*) from pg_database), 'both kinds of number are looked at in every database');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('transaction_id_age', '{"percent": 0}', 'test');
select is((select count(*) from ops.check_rule('transaction_id_age', null)), (select count(*) from ops._transaction_ids()), 'the limit is the user''s');
delete from ops.rule_setting where rule = 'transaction_id_age';

create temporary table fake (database text, kind text, used bigint, freeze_at bigint);
create or replace function ops._transaction_ids() returns table (database text, kind text, used bigint, freeze_at bigint)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
insert into fake values ('app', 'transaction', 800000000, 200000000), ('app', 'multixact', 858993459, 400000000);
select is_empty($$select * from ops.check_rule('transaction_id_age')$$, 'below two fifths: nothing');
update fake set used = 859000000 where kind = 'multixact';
select results_eq(
    $$select severity, message, key ->> 'kind' from ops.check_rule('transaction_id_age')$$,
    $$values ('P1', 'database app has used 40.0 % of its multixact numbers; vacuum should freeze at 18.6 %', 'multixact')$$, 'at two fifths it is reported'
);
update fake set used = 2000000000 where kind = 'transaction';
select is((select message from ops.check_rule('transaction_id_age') where key ->> 'kind' = 'transaction'),
    'database app has used 93.1 % of its transaction numbers; vacuum should freeze at 9.3 %', 'each kind by itself');
select is((select (observed #>> '{}')::bigint from ops.check_rule('transaction_id_age') where key ->> 'kind' = 'transaction'), 2000000000::bigint, 'with the number');

select * from finish();
rollback;
