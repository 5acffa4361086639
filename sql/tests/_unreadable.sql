-- What is hidden from a role is told apart from what is not there, and raises nothing.
begin;
select plan(10);

create schema hidden;
create table hidden.t (id integer);
create table hidden."T 2" (id integer);
create role ops_test_stranger;
grant ops_test_stranger to postgres;
grant usage on schema ops to ops_test_stranger;
grant execute on function ops._unreadable(text), ops._missing(jsonb), ops._closed_schema(text) to ops_test_stranger;
create temporary table seen (what text, said text);
grant insert on seen to ops_test_stranger;

select is(ops._unreadable('hidden.t'), null, 'what can be read');
select is(ops._unreadable('hidden."T 2"'), null, 'whatever its name');
select is(ops._unreadable('hidden.none'), 'is absent', 'no such table');
select is(ops._unreadable('nowhere.t'), 'is absent', 'no such schema');

set local role ops_test_stranger;
insert into seen values ('no schema', ops._unreadable('hidden.t')), ('missing', ops._missing('{"hidden.t": ["id", "no"]}'));
reset role;
grant usage on schema hidden to ops_test_stranger;
set local role ops_test_stranger;
insert into seen values ('no table', ops._unreadable('hidden.t')), ('columns', ops._missing('{"hidden.t": ["id", "no"]}')),
    ('absent', ops._missing('{"hidden.none": ["id"]}'));
reset role;
grant select on hidden.t to ops_test_stranger;
set local role ops_test_stranger;
insert into seen values ('granted', ops._unreadable('hidden.t'));
reset role;
select is((select said from seen where what = 'no schema'), 'cannot be read by ops_test_stranger', 'a schema that may not be used');
select is((select said from seen where what = 'missing'), null, 'is nothing missing: the rule runs and says so');
select is((select said from seen where what = 'no table'), 'cannot be read by ops_test_stranger', 'a table that may not be read');
select is((select said from seen where what = 'columns'), 'column hidden.t.no is absent', 'its columns are known');
select is((select said from seen where what = 'absent'), 'table hidden.none is absent', 'and what is not there');
select is((select said from seen where what = 'granted'), null, 'a grant helps at once');

select * from finish();
rollback;
