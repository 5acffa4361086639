-- Functions that are called once per row cost no call: the planner puts their expression in place. Those that give all
-- rows of a table cost only what is asked of them.
begin;
select plan(18);

create function pg_temp.plan_of(query text) returns text language plpgsql as $$
declare
    v_line text;
    v_plan text := '';
begin
    for v_line in execute 'explain (verbose, costs off) ' || query loop
        v_plan := v_plan || v_line || E'\n';
    end loop;
    return v_plan;
end
$$;
create temporary table item (token text, list text, key jsonb, amount numeric, rule text, area text, class text);

select unalike(pg_temp.plan_of('select ops._uuid(btrim(token)) from item'), '%\_uuid(%', 'the id of a token');
select unalike(pg_temp.plan_of('select u.id from item cross join lateral ops._uuids(list) as u'), '%\_uuids(%', 'the ids of a list');
select unalike(pg_temp.plan_of('select ops._key_value(key) from item'), '%\_key\_value(%', 'the value of a key');
select unalike(pg_temp.plan_of('select ops._metres(amount, true) from item'), '%\_metres(%', 'metres in a message');
select unalike(pg_temp.plan_of('select ops._usual_fix(rule, area, class, key) from item'), '%\_usual\_fix(%', 'the next call of a violation');
select unalike(pg_temp.plan_of('select ops._claimed_status(amount > 0, class) from item'), '%\_claimed\_status(%', 'the status of a roll');
select unalike(pg_temp.plan_of('select l.order_id from ops._order_links(null) as l where l.why = $$converted_open$$'), '%\_order\_links%', 'the orders of conversions');
select unalike(pg_temp.plan_of('select s.why from ops._reservation_states(null) as s'), '%\_reservation\_states%', 'what reservations hold');
select is(array_length(string_to_array(pg_temp.plan_of('select l.reservation_id from ops._order_links(null) as l'), ' on public.orders '), 1), 2,
    'who does not ask what the order has become joins orders once, for their deals');

-- What they say.
select is(ops._uuid('0A1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'), '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', 'digits in either case are an id');
select results_eq(
    $$select t.token from (values
        ('{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}'), ('0a1b2c3d4e5f60718293a4b5c6d7e8f9'), ('0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f'),
        ('0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f90'), ('0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8g9'), ('-a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'),
        ('0a1b2c3d-4e5f-6071-8293--4b5c6d7e8f9'), (' 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'), (E'0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\n'),
        ('0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8é9'), (''), ('------------------------------------'), (null)
      ) as t (token) where ops._uuid(t.token) is not null$$,
    $$select null::text where false$$,
    'what the type would take or refuse in other forms is none'
);
select results_eq(
    $$select * from ops._uuids(' 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9 ,,x,0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9')$$,
    $$values (1::bigint, '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9'::uuid), (4, '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9')$$,
    'a list gives its ids with their places: blanks around them and garbage between them do not matter'
);
select is_empty($$select * from ops._uuids(null) union all select * from ops._uuids('')$$, 'no list and an empty one give none');
select is(ops._key_value('{"id": "a\"b"}'), 'a"b', 'a key''s value is its plain text');
select is(ops._key_value('{"id": 7}'), '7', 'numbers too');
select is(ops._key_value(null), null, 'no key has no value');
select is(ops._usual_fix('lot_meters', 'integrity', 'lock', '{"id": "a''b"}'),
    'select * from ops.repair_integrity(rule => ''lot_meters'', keys => ''{a''''b}'')', 'a violation that can be mended names its plan');
select is(ops._usual_fix('lot_meters', 'integrity', 'report', '{"id": "a"}'), 'select * from ops.rule_page(''lot_meters'')',
    'one that is only reported names its page');

select * from finish();
rollback;
