-- The plan of statements, their queue, and what is recorded of each.
begin;
select plan(40);

create schema bloat_test;
create table bloat_test.a (id integer primary key, t text);
create table bloat_test.b (id integer primary key);
create temporary table given of ops.relation_bloat;
create temporary table state of ops.vacuum_state;
create or replace function ops._bloat_rows(min_bytes bigint, only_oid oid default null) returns setof ops.relation_bloat language sql stable
set search_path = pg_catalog, pg_temp as 'select g.* from pg_temp.given as g where g.bytes >= min_bytes';
create or replace function ops._vacuum_states() returns setof ops.vacuum_state language sql stable
set search_path = pg_catalog, pg_temp as 'select s.* from pg_temp.state as s';

select is_empty($$select * from ops.repair_bloat()$$, 'nothing to do is no statement');
insert into pg_temp.given
select r.relation, r.kind, r.on_table, r.bytes, r.bytes * r.percent / 100, r.percent, 0.4, r.method, 'high', ops.now(), null, r.relation::regclass
from (values
    ('bloat_test.a', 'heap', 'bloat_test.a', 400000000, 60.0, 'sample'),
    ('bloat_test.a_pkey', 'btree', 'bloat_test.a', 200000000, 75.0, 'sample'),
    ('bloat_test.b_pkey', 'btree', 'bloat_test.b', 900000000, 90.0, 'statistics'),
    ('bloat_test.b', 'heap', 'bloat_test.b', 900000000, 40.5, 'sample')
) as r (relation, kind, on_table, bytes, percent, method);
insert into pg_temp.state values
    ('bloat_test.a', 90000, 100000, 20050, null, null, null, null, null, null, false, 400000000),
    ('bloat_test.b', 90000, 100000, 20050, ops.now() - interval '1 hour', null, null, 'session 7 (app)', 'session', ops.now() - interval '3 hours', false, 1);

select results_eq(
    $$select "position", rule, subject, state, after ->> 'statement', (after ->> 'reclaims')::bigint, (after ->> 'disk_bytes')::bigint > 0
      from ops.repair_bloat()$$,
    $$values (1, 'dead_tuples', 'bloat_test.a', 'planned', 'vacuum (analyze, skip_locked) bloat_test.a', 0::bigint, false),
        (2, 'dead_tuples', 'bloat_test.b', 'refused', 'vacuum (analyze, skip_locked) bloat_test.b', 0, false),
        (3, 'index_bloat', 'bloat_test.a_pkey', 'planned', 'reindex index concurrently bloat_test.a_pkey', 150000000, true),
        (4, 'table_bloat', 'bloat_test.a', 'decide', 'vacuum (full, analyze) bloat_test.a', 240000000, false)$$,
    'vacuum before reindex before rewrite; nothing on an estimate, nothing within two standard errors');
select ok((select bool_and(r.after ->> 'lock' <> '' and r.after ->> 'why' <> '' and length(r.message) <= 100) from ops.repair_bloat() as r), 'each with its lock and why');
select matches((select note from ops.repair_bloat() where state = 'refused'), '^a vacuum cannot remove them: session 7 \(app\) has held a snapshot since .*; end that first$', 'a vacuum that cannot help is refused');
select is((select note from ops.repair_bloat() where "position" = 1), 'vacuum (analyze, skip_locked) bloat_test.a;', 'the note is the statement, to be copied');
select matches((select note from ops.repair_bloat() where state = 'decide'), '^vacuum \(full, analyze\) bloat_test.a; -- never unattended', 'a rewrite says so');
create function pg_temp.rewrite(what text default 'bloat_test.a') returns table (statement text, note text) language sql as
    $$select r.after ->> 'statement', substring(r.note from 'pg_repack --table=\S+, as a superuser') from ops.repair_bloat() as r where r.state = 'decide' and r.subject = what$$;
create or replace function ops._rewriters(out squeeze boolean, out repack boolean) language sql stable parallel safe
set search_path = pg_catalog, pg_temp as 'select true, true';
select results_eq('select * from pg_temp.rewrite()', $$values ('select squeeze.squeeze_table(''bloat_test'', ''a'', null)', 'pg_repack --table=bloat_test.a, as a superuser')$$,
    'pg_squeeze and pg_repack are offered where they are');
alter table bloat_test.a replica identity full;
select results_eq('select * from pg_temp.rewrite()', $$values ('vacuum (full, analyze) bloat_test.a', 'pg_repack --table=bloat_test.a, as a superuser')$$,
    'without an index as replica identity pg_squeeze is not');
create unique index by_id on bloat_test.b (id);
alter table bloat_test.b replica identity using index by_id;
update pg_temp.given set percent = 60 where relation = 'bloat_test.b';
select results_eq($$select * from pg_temp.rewrite('bloat_test.b')$$, $$values ('select squeeze.squeeze_table(''bloat_test'', ''b'', null)', 'pg_repack --table=bloat_test.b, as a superuser')$$,
    'another index than the primary key serves as well');
update pg_temp.given set percent = 40.5 where relation = 'bloat_test.b';
create table bloat_test.nokey (id integer unique, n integer not null);
create unique index on bloat_test.nokey (n) where n > 0;
create unique index on bloat_test.nokey (abs(n));
insert into pg_temp.given select 'bloat_test.nokey', 'heap', 'bloat_test.nokey', 400000000, 240000000, 60, 0.4, 'sample', 'high', ops.now(), null, 'bloat_test.nokey'::regclass;
select results_eq($$select * from pg_temp.rewrite('bloat_test.nokey')$$, $$values ('vacuum (full, analyze) bloat_test.nokey', null)$$,
    'a table without a key is for neither: rows that may be null, some rows, and expressions are none');
create unique index on bloat_test.nokey (n);
select is((select note from pg_temp.rewrite('bloat_test.nokey')), 'pg_repack --table=bloat_test.nokey, as a superuser', 'for pg_repack any key that is never null will do');
delete from pg_temp.given where relation = 'bloat_test.nokey';
create or replace function ops._rewriters(out squeeze boolean, out repack boolean) language sql stable parallel safe
set search_path = pg_catalog, pg_temp as 'select false, false';
select results_eq('select * from pg_temp.rewrite()', $$values ('vacuum (full, analyze) bloat_test.a', null)$$, 'where they are not, nobody hears of them');
alter table bloat_test.a replica identity default;
alter table bloat_test.b replica identity default;
drop index bloat_test.by_id;
select is((select count(*)::integer from ops.repair_bloat(relation => 'bloat_test.a')), 3, 'a table comes with its indexes');
select is((select count(*)::integer from ops.repair_bloat(relation => 'bloat_test.a_pkey')), 1, 'an index alone');
select is((select count(*)::integer from ops.maintenance_statement), 0, 'planning queues nothing');

select throws_ok($$select * from ops.repair_bloat(dry_run => false)$$, 'OP009', 'a reason is required', 'queueing needs a reason');
select throws_ok($$select * from ops.repair_bloat(dry_run => null)$$, 'OP005', 'dry_run cannot be null', 'dry_run null is refused');
select throws_ok($$select * from ops.repair_bloat(relation => 'bloat_test.c')$$, 'OP005', 'no relation is named ''bloat_test.c''', 'an unknown relation is refused');

select set_config('ops.actor', 'ada', true);
select is((select count(*)::integer from ops.repair_bloat(dry_run => false, reason => 'after the import') where after ? 'maintenance'), 3, 'what can run is queued');
select is((select count(*)::integer from ops.repair_bloat(dry_run => false, reason => 'again')), 4, 'queueing again shows the plan');
select results_eq($$select statement, state, actor, reason from ops.maintenance_statement order by id$$,
    $$values ('vacuum (analyze, skip_locked) bloat_test.a', 'queued', 'ada', 'after the import'),
        ('reindex index concurrently bloat_test.a_pkey', 'queued', 'ada', 'after the import'),
        ('vacuum (full, analyze) bloat_test.a', 'decide', 'ada', 'after the import')$$,
    'and queues nothing twice');

select results_eq($$select statement, state, started_by from ops.begin_maintenance_statement()$$,
    $$values ('vacuum (analyze, skip_locked) bloat_test.a', 'running', 'ada')$$, 'the first is taken');
select throws_ok($$select * from ops.begin_maintenance_statement()$$, 'OP004', null, 'one at a time');
select results_eq($$select e.state, e.note from ops.maintenance_statement as m, ops.end_maintenance_statement(m.id) as e where m.state = 'running'$$,
    $$values ('failed', 'it was skipped: the table was locked, or is another role''s')$$, 'a vacuum that was not done has failed, whatever it said');
select results_eq($$select statement from ops.begin_maintenance_statement()$$, $$values ('reindex index concurrently bloat_test.a_pkey')$$, 'then the next');
select results_eq($$select e.state, e.note from ops.maintenance_statement as m, ops.end_maintenance_statement(m.id, 'canceling statement') as e where m.state = 'running'$$,
    $$values ('failed', 'canceling statement; it was not rewritten')$$, 'an error is kept');
select is_empty($$select * from ops.begin_maintenance_statement()$$, 'a rewrite is not taken by itself');
select throws_ok($$select * from ops.end_maintenance_statement(0)$$, 'OP005', 'statement 0 is not running', 'what does not run cannot end');
select throws_ok($$select * from ops.begin_maintenance_statement(0)$$, 'OP005', 'statement 0 is not waiting', 'what does not wait cannot begin');

select set_config('ops.actor', 'ops:maintenance', true);
select throws_ok($$select * from ops.begin_maintenance_statement()$$, 'OP015', 'unattended work is not armed here', 'a job needs to be armed');
select ops.arm('test');
select throws_ok($$select b.* from ops.maintenance_statement as m, ops.begin_maintenance_statement(m.id) as b where m.state = 'decide'$$, 'OP003',
    'a rewrite that stops the application is never run by a job', 'and a rewrite is not for it even then');
select set_config('ops.actor', 'ada', true);
select is((select count(*)::integer from ops.maintenance_statement as m, ops.begin_maintenance_statement(m.id) as b where m.state = 'decide'), 1, 'a person may');
select set_config('test.old', pg_relation_filenode('bloat_test.a')::text, true);
cluster bloat_test.a using a_pkey;
select results_eq($$select e.state, e.note, e.bytes_after >= 0 from ops.maintenance_statement as m, ops.end_maintenance_statement(m.id) as e where m.state = 'running'$$,
    $$values ('done', null::text, true)$$, 'a rewrite is seen by its new file');
select is((select count(*)::integer from ops.maintenance_queue where state = 'done'), 1, 'the view shows it');

select is((select count(*)::integer from ops.repair_bloat(dry_run => false, reason => 'once more') where after ? 'maintenance'), 3, 'what has ended may be queued again');
select throws_ok($$select w.* from ops.withdraw_maintenance_statement(1, ' ') as w$$, 'OP009', null, 'withdrawing needs a reason');
select is((select w.state from ops.maintenance_statement as m, ops.withdraw_maintenance_statement(m.id, 'not tonight') as w where m.state = 'queued' and m.kind = 'reindex'), 'withdrawn', 'a statement is withdrawn');
select throws_ok($$select w.* from ops.withdraw_maintenance_statement(0, 'why') as w$$, 'OP005', 'statement 0 is not waiting', 'what does not wait cannot be withdrawn');
truncate pg_temp.given, pg_temp.state;
drop table bloat_test.a;
select is_empty($$select * from ops.begin_maintenance_statement()$$, 'a table that is gone is not vacuumed');
select is((select string_agg(distinct m.note, ', ') from ops.maintenance_statement as m where m.note like '%gone'), 'bloat_test.a is gone', 'and the queue says so');

select * from finish();
rollback;
