-- A key's limit is changed as it is said, and nothing is lowered or lifted by accident.
begin;
select plan(20);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into api_keys (id, name, key_prefix, key_hash, service, rate_limit_per_minute) values
    (pg_temp.id(1), 'CRM', 'lk_1', 'h1', 'crm', 60), (pg_temp.id(2), 'Twin', 'lk_2', 'h2', 'shop', 60), (pg_temp.id(3), 'Twin', 'lk_3', 'h3', 'shop', null), (pg_temp.id(4), 'Zero', 'lk_4', 'h4', 'shop', 0);
create temporary table was as select to_jsonb(k) - 'updated_at' as row from api_keys as k;
create function pg_temp.limits() returns setof text language sql as $$ select coalesce(rate_limit_per_minute::text, 'null') from api_keys order by id $$;

select results_eq($$select state, message, before, after from ops.set_api_rate_limit('CRM', 120, 'busy season')$$,
    $$values ('planned', 'key CRM (crm): 120 calls a minute instead of 60', '{"rate_limit_per_minute": "60"}'::jsonb, '{"rate_limit_per_minute": "120"}'::jsonb)$$, 'raising is planned');
select set_eq($$select to_jsonb(k) - 'updated_at' from api_keys as k$$, 'select row from was', 'and changes nothing');
select throws_ok($$select * from ops.set_api_rate_limit('CRM', 30, 'r')$$, 'OP005', '30 is less than key CRM has', 'lowering must be said');
select throws_ok($$select * from ops.set_api_rate_limit('lk_3', 30, 'r')$$, 'OP005', '30 is less than key Twin has', 'a limit where there was none is lower');
select throws_ok($$select * from ops.set_api_rate_limit('Zero', 1000, 'r')$$, 'OP005', '1000 is less than key Zero has', '0 was none');
select throws_ok($$select * from ops.set_api_rate_limit('CRM', 0, 'r')$$, 'OP005', '0 means no limit at all', '0 is no limit, and must be said');
select throws_ok($$select * from ops.set_api_rate_limit('CRM', null, 'r', lower => true)$$, 'OP005', 'null means no limit at all', 'and so is null');
select throws_ok($$select * from ops.set_api_rate_limit('CRM', -1, 'r', lower => true, unlimited => true)$$, 'OP005', '-1 is no limit', 'below zero is refused');
select throws_ok($$select * from ops.set_api_rate_limit('CRM', 90, 'r', unlimited => true)$$, 'OP005', '90 and unlimited contradict each other', 'a contradiction too');
select throws_ok($$select * from ops.set_api_rate_limit('CRM', 30, 'r', lower => null)$$, 'OP005', null, 'null says nothing');
select throws_ok($$select * from ops.set_api_rate_limit('Twin', 120, 'r')$$, 'OP005', '''Twin'' can mean 2 keys', 'a name of two keys is refused');
select throws_ok($$select * from ops.set_api_rate_limit('nobody', 120, 'r')$$, 'OP013', 'no key is called ''nobody''', 'an unknown key too');
select throws_ok($$select * from ops.set_api_rate_limit(null, 120, 'r')$$, 'OP013', 'no key is called null', 'and none');
select throws_ok($$select * from ops.set_api_rate_limit('CRM', 120, null)$$, 'OP009', null, 'a reason is needed');
select is_empty($$select * from ops.set_api_rate_limit('CRM', 60, 'r', dry_run => false)$$, 'the limit it has already changes nothing');
select results_eq($$select r.state from (values ('lk_1', 120, false, false), (pg_temp.id(2)::text, 30, true, false), ('lk_3', 10, true, false), ('Zero', null, false, true)) as v (key, n, lower, unlimited)
        cross join lateral ops.set_api_rate_limit(v.key, v.n, 'r', v.lower, v.unlimited, false) as r$$,
    $$values ('applied'), ('applied'), ('applied'), ('applied')$$, 'by prefix, id or name; raised, lowered, lifted');
select results_eq('select * from pg_temp.limits()', $$values ('120'), ('30'), ('10'), ('null')$$, 'as said');
select results_eq($$select o.state from generate_series(ops.last_run() - 3, ops.last_run()) as n cross join lateral ops.undo(n, 'no') as o$$, $$values ('restored'), ('restored'), ('restored'), ('restored')$$, 'undo');
select set_eq($$select to_jsonb(k) - 'updated_at' from api_keys as k$$, 'select row from was', 'as it was, null and 0 apart');
grant ops_reader to postgres;
set local role ops_reader;
select throws_ok($$select * from ops.set_api_rate_limit('CRM', 120, 'r')$$, '42501', null, 'a reader cannot');

select * from finish();
rollback;
