-- Replication slots that fill the disk or have lost their log.
begin;
select plan(5);

create temporary table fake (slot_name text, slot_type text, active boolean, wal_status text, kept_bytes numeric, xmin_age integer);
create or replace function ops._replication_slots()
returns table (slot_name text, slot_type text, active boolean, wal_status text, kept_bytes numeric, xmin_age integer)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
insert into fake values ('fine', 'physical', false, 'extended', 1073741824, null), ('new', 'logical', false, 'reserved', null, 5);
select is_empty($$select * from ops.check_rule('replication_slots')$$, 'a gigabyte exactly, and one that keeps nothing yet: nothing');
insert into fake values ('idle', 'logical', false, 'extended', 3221225472, 5), ('slow', 'logical', true, 'extended', 3221225472, 5),
    ('dead', 'physical', false, 'lost', null, null), ('risky', 'physical', true, 'unreserved', 10, null);
select results_eq(
    $$select severity, message from ops.check_rule('replication_slots') order by message$$,
    $$values ('P1', 'slot dead has lost its log: its reader must be set up anew'), ('P1', 'slot idle has no reader and keeps 3072 MB of log on disk'),
        ('P1', 'slot risky is read slowly and keeps 10 bytes of log on disk'), ('P1', 'slot slow is read slowly and keeps 3072 MB of log on disk')$$,
    'what fills the disk and what is lost'
);
select is((select detail ->> 'wal_status' from ops.check_rule('replication_slots') where key ->> 'slot_name' = 'dead'), 'lost', 'with its state');
select matches((select fix from ops.check_rule('replication_slots') where key ->> 'slot_name' = 'idle'), '^select pg_drop_replication_slot\(''idle''\)',
    'and how to drop it');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('replication_slots', '{"megabytes": 9999}', 'test');
select is((select count(*) from ops.check_rule('replication_slots')), 2::bigint, 'the limit is the user''s, a lost slot is lost');

select * from finish();
rollback;
