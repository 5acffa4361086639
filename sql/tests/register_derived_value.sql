-- A rule of one's own: a column that must equal what a function says, in a schema that has nothing to do with the application.
begin;
select plan(52);

create schema shop;
create table shop.basket (code text primary key, total numeric(10, 2), items integer not null default 0, doubled integer generated always as (items * 2) stored);
create table shop.line (basket text references shop.basket, price numeric(10, 2));
create table shop.loose (a integer, b integer);
insert into shop.basket (code, total, items) values ('B-1', 30, 2), ('B-2', 7, 0), ('B-3', 0, 0);
insert into shop.line values ('B-1', 10), ('B-1', 20), ('B-2', 7.5);
create function shop.basket_total(keys text[]) returns table (key text, value numeric) language sql stable as $$
    select l.basket, pg_catalog.sum(l.price) from shop.line as l
    where keys is null or l.basket operator(pg_catalog.=) any (keys) group by l.basket$$;
create function pg_temp.register(changes jsonb) returns text language plpgsql as $$
declare
    a jsonb := '{"name": "basket_total", "area": "integrity", "severity": "P2", "title": "A basket costs what its lines cost", "why": "People pay too much",
        "target": "shop.basket", "column": "total", "expected": "shop.basket_total(text[])", "class": "lock", "tolerance": 0}' || changes;
begin
    return ops.register_derived_value(a ->> 'name', a ->> 'area', a ->> 'severity', a ->> 'title', a ->> 'why', (a ->> 'target')::regclass,
        a ->> 'column', (a ->> 'expected')::regprocedure, tolerance => (a ->> 'tolerance')::numeric, repair_class => a ->> 'class', otherwise => '0',
        noun => 'basket', label => 't.code', unit => a ->> 'unit', example => a ->> 'example', reads => coalesce(a -> 'reads', '{}'));
end
$$;
select is(pg_temp.register('{}'), 'select * from ops.check_rule(''basket_total'')', 'registering says how to check it');
select results_eq($$select severity, message, key, expected #>> '{}', observed #>> '{}' from ops.check_rule('basket_total')$$,
    $$values ('P2', 'basket B-2: total 7.00, should be 7.50 (-0.50)', '{"code": "B-2"}'::jsonb, '7.50', '7.00')$$, 'the wrong basket is found, and only it');
select results_eq('select name, target, value_column, expected, state from ops.registered_values()',
    $$values ('basket_total', 'shop.basket', 'total', 'shop.basket_total', 'ready')$$, 'it is listed');
select is((select count(*) from ops.check_all() where rule = 'basket_total'), 1::bigint, 'and part of every check');
create temporary table was as select b.* from shop.basket as b;
select results_eq($$select action, before, after, state from ops.repair('integrity', rule => 'basket_total')$$,
    $$values ('update', '{"total": "7.00"}'::jsonb, '{"total": "7.50"}'::jsonb, 'planned')$$, 'a plan comes with it');
select results_eq('select * from shop.basket order by code', 'select * from was order by code', 'that changes nothing');
select results_eq($$select state from ops.repair('integrity', dry_run => false, rule => 'basket_total', reason => 'x')$$, array['applied'], 'a repair');
select is_empty($$select * from ops.check_rule('basket_total')$$, 'that mends');
select is_empty($$select * from ops.repair('integrity', dry_run => false, rule => 'basket_total', reason => 'x')$$, 'once');
select ops.undo((select max(id) - 1 from ops.run), 'x');
select results_eq('select * from shop.basket order by code', 'select * from was order by code', 'and an undo that brings it all back');
insert into ops.rule_setting (rule, enabled, changed_by) values ('basket_total', false, 'me');
select results_eq('select state, why like ''disabled by me%'' from ops.registered_values()', $$values ('disabled', true)$$, 'it can be paused');
delete from ops.rule_setting;

-- what an installation does: files write their rules anew, all others leave
update ops.rule set installed_at = now() - interval '1 day' where name = 'basket_total';
update ops.subject set installed_at = now() - interval '1 day' where relation = 'shop.basket';
select ops._register_derived_value(v) from ops.registered_value as v;
delete from ops.rule where installed_at < now();
delete from ops.subject where installed_at < now();
select is((select count(*) from ops.check_rule('basket_total')), 1::bigint, 'an upgrade keeps it');
select is(pg_temp.register('{"severity": "P3", "tolerance": 0.5}'), 'select * from ops.check_rule(''basket_total'')', 'registering again replaces it');
select is_empty($$select * from ops.check_rule('basket_total')$$, 'with the new tolerance');
select is(pg_temp.register('{}'), 'select * from ops.check_rule(''basket_total'')', 'and back');

select pg_temp.register('{"class": "decide"}');
select results_eq($$select choice, what from ops.rule_choice where rule = 'basket_total'$$,
    $$values ('recompute', 'total of the row becomes what shop.basket_total says; undo brings the old value back')$$, 'one can be left to a person');
select results_eq($$select action, state from ops.repair('integrity', rule => 'basket_total')$$, $$values (null::text, 'decide')$$,
    'then nothing is planned without a choice');
select results_eq($$select state from ops.repair('integrity', dry_run => false, rule => 'basket_total', reason => 'x', choice => 'recompute')$$,
    array['applied'], 'and the choice mends it');
select is_empty($$select * from ops.check_rule('basket_total')$$, 'so that the check is silent');
select ops.undo((select max(id) from ops.run), 'x');
select results_eq('select * from shop.basket order by code', 'select * from was order by code', 'undo brings it back');
select ops._register_derived_value(v) from ops.registered_value as v;
select is((select count(*) from ops.rule_choice where rule = 'basket_total'), 1::bigint, 'an upgrade keeps the choice');
select pg_temp.register('{}');
select is_empty($$select * from ops.rule_choice where rule = 'basket_total'$$, 'with another class it goes');
select is((select e -> 'row' ->> 'expected' from ops.evidence() as e where e ->> 'table' = 'registered_value'), 'shop.basket_total',
    'what is registered is part of the evidence');

select ops.repair('integrity', dry_run => false, rule => 'basket_total', reason => 'x');
select is(ops.unregister_derived_value('basket_total'), 'basket_total is no longer checked; its function and its journal stay', 'it can be removed');
select is_empty('select * from ops.registered_values()', 'then it is not listed');
select throws_ok($$select * from ops.check_rule('basket_total')$$, 'OP002', null, 'and not checked');
select results_eq($$select state from ops.undo((select max(id) from ops.run), 'x')$$, array['restored'], 'but what it changed can still be taken back');
select throws_ok($$select ops.unregister_derived_value('basket_total')$$, 'OP002', null, 'it cannot be removed twice');
select throws_ok($$select ops.unregister_derived_value('lot_reserved_meters')$$, 'OP002', null, 'nor can a rule of the package');

create function shop.of_volatile(keys text[]) returns table (key text, value numeric) language sql volatile as $$select 'x', 1.0$$;
create function shop.of_integer(keys text[]) returns table (key text, value integer) language sql stable as $$select 'x', 1$$;
create function shop.of_names(keys text[]) returns table (k text, v numeric) language sql stable as $$select 'x', 1.0$$;
create function shop.of_keys(keys integer[]) returns table (key text, value numeric) language sql stable as $$select 'x', 1.0$$;
create function shop.of_one(keys text[]) returns numeric language sql stable as $$select 1.0$$;
create function shop.of_open(keys text[]) returns table (key text, value numeric) language plpgsql stable as $$begin return; end$$;
create function shop.of_pinned(keys text[]) returns table (key text, value numeric) language plpgsql stable set search_path = pg_catalog as $$begin return; end$$;
create function shop.of_bare(keys text[]) returns table (key text, value numeric) language plpgsql stable set search_path = pg_catalog
    as $$begin return query select l.basket, 1.0 from line as l; end$$;
create function ops.of_ours(keys text[]) returns table (key text, value numeric) language sql stable as $$select 'x', 1.0$$;

create function pg_temp.refused(changes text, why text) returns text language plpgsql as $$
declare
    v_detail text;
begin
    perform pg_temp.register(changes::jsonb);
    return fail('not refused: ' || changes);
exception
    when sqlstate 'OP005' then
        get stacked diagnostics v_detail = pg_exception_detail;
        return alike(v_detail, why, changes);
end
$$;
select pg_temp.refused(c, w) from (values
    ('{"name": "Basket"}', 'name %'),
    ('{"name": "lot_reserved_meters"}', '%the package has a function or rule%'),
    ('{"name": "check_all"}', '%the package has a function or rule%'),
    ('{"severity": "P9"}', 'severity %'),
    ('{"example": "Sunshine"}', 'example %Slow queries%'),
    ('{"title": " "}', 'title%'),
    ('{"why": ""}', 'why%'),
    ('{"tolerance": -1}', 'tolerance%'),
    ('{"class": "always"}', 'repair_class%'),
    ('{"unit": "kg"}', 'unit%'),
    ('{"target": "shop.loose", "column": "a"}', '%not told apart%'),
    ('{"column": "sum"}', 'it has no column sum'),
    ('{"column": "doubled"}', '%generated%'),
    ('{"column": "code"}', '%is its key'),
    ('{"target": "ops.rule", "column": "title"}', 'it is not a table of yours'),
    ('{"expected": "shop.of_volatile(text[])"}', 'it is volatile%'),
    ('{"expected": "shop.of_integer(text[])"}', '%integer%numeric%'),
    ('{"expected": "shop.of_names(text[])"}', 'it does not return table (key text, value numeric)'),
    ('{"expected": "shop.of_keys(integer[])"}', 'its argument is not the keys, text%'),
    ('{"expected": "shop.of_one(text[])"}', 'it is no function that returns rows'),
    ('{"expected": "shop.of_open(text[])"}', 'it pins no search_path%'),
    ('{"expected": "shop.of_bare(text[])"}', 'its check fails: 42P01%'),
    ('{"expected": "ops.of_ours(text[])"}', 'schema ops%')
) as r (c, w);

select * from finish();
rollback;
