-- Replicas that are far behind.
begin;
select plan(4);

create temporary table fake (replica text, behind interval, behind_bytes numeric);
create or replace function ops._replication_delays() returns table (replica text, behind interval, behind_bytes numeric)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
insert into fake values ('near', '60 s', 536870912), ('idle', null, 0);
select is_empty($$select * from ops.check_rule('replication_delay')$$, 'a minute, half a gigabyte, or nothing to replay: nothing');
insert into fake values ('late', '5 minutes', 10), ('long', '1 s', 536870913), ('odd', null, 5368709120);
select results_eq(
    $$select severity, message from ops.check_rule('replication_delay') order by message$$,
    $$values ('P2', 'late is 5 min and 10 bytes behind'), ('P2', 'long is 1 s and 512 MB behind'), ('P2', 'odd is an unknown time and 5120 MB behind')$$,
    'by time or by amount'
);
select is((select (observed #>> '{}')::numeric from ops.check_rule('replication_delay') where key ->> 'replica' = 'late'), 300::numeric, 'in seconds');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('replication_delay', '{"megabytes": 9999, "seconds": 999}', 'test');
select is_empty($$select * from ops.check_rule('replication_delay')$$, 'both limits are the user''s');

select * from finish();
rollback;
