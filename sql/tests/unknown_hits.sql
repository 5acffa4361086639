-- What a rule cannot tell, what a proposal says beside its message, and a change that it declines to make.
begin;
select plan(12);

create function ops.test_rule(keys text[] default null) returns setof ops.hit language sql stable as $$
    select 'public.lots', jsonb_build_object('id', l.id), 'lot ' || l.lot_number, null, null::jsonb, null::jsonb, null::numeric, null::jsonb, null
    from public.lots as l
    where l.lot_number like 'T-%' and l.notes is null and (keys is null or l.id = any (keys::uuid[]))
    union all
    select null, null, 'the rest cannot be told', null, null, null, null, '{"lots": 3}', 'select 1'
$$;
create function ops.test_changes(keys text[]) returns setof ops.proposal language sql stable as $$
    select jsonb_build_object('id', l.id), 'public.lots', jsonb_build_object('id', l.id),
        case when l.lot_number = 'T-A' then 'update' end,
        case when l.lot_number = 'T-A' then '{"notes": null}'::jsonb end,
        case when l.lot_number = 'T-A' then '{"notes": "seen"}'::jsonb end,
        case when l.lot_number = 'T-A' then E'lot T-A is seen\nline two\nline three' else E'lot T-B stays\nbecause it is B' end
    from public.lots as l where l.id = any (keys::uuid[])
$$;
select ops._define_rule('test_rule', 'reservations', 'P3', 'Minor issues', 'T', 'T', 'auto', '{"public.lots": ["id"]}', changes => 'ops.test_changes');
select sample.a_lot('T-A');
select sample.a_lot('T-B');

select results_eq($$select status, message, fix, detail from ops.check_rule('test_rule', max_rows => 1)$$,
    $$values ('unknown', 'the rest cannot be told', 'select 1', '{"lots": 3}'::jsonb), ('more', '2 more rows', 'select * from ops.check_rule(''test_rule'', max_rows => null)', '{"rows": 2}')$$,
    'a hit without a subject is an unknown, and comes first');
select is((select count(*) from ops.check_rule('test_rule') where status = 'violation'), 2::bigint, 'the others are violations');
select is((select fingerprint from ops.check_rule('test_rule') where status = 'unknown'), md5('test_rule|unknown'), 'an unknown has a fingerprint');
select results_eq(
    $$select message, action, state, note from ops.repair_reservations(rule => 'test_rule', keys => array(select id::text from lots where lot_number like 'T-%')) order by message$$,
    $$values ('lot T-A is seen', 'update', 'planned', E'line two\nline three'), ('lot T-B stays', null, 'decide', 'because it is B')$$,
    'the first line of a note is the message, the rest stands beside it; a proposal without an action says why not');
select results_eq($$select message, note from ops.plan_rows((select max(id) from ops.plan)) where state = 'planned'$$,
    $$values ('lot T-A is seen', E'line two\nline three')$$, 'the plan keeps both');
select is((select count(*) from ops.repair_reservations(dry_run => false, rule => 'test_rule', reason => 'r',
    keys => array(select id::text from lots where lot_number like 'T-%')) where state = 'applied'), 1::bigint, 'what is proposed is applied');
select results_eq(
    $$select message, note from ops._act('reservations', 'test_rule', array[(null, 'public.lots', '{"id": "00000000-0000-4000-8000-000000000000"}',
        'update', '{"notes": null}', '{"notes": "x"}', E'one\ntwo')::ops.proposal], 'r', true)$$,
    $$values ('one', 'two')$$, 'an action''s too');
select results_eq(
    $$select message, note from ops._act('reservations', 'test_rule', array[(null, 'public.lots', '{"id": "00000000-0000-4000-8000-000000000000"}',
        'update', '{"notes": null}', '{"notes": "x"}', 'one')::ops.proposal], 'r', true)$$,
    $$values ('one', null::text)$$, 'a note of one line is the message alone');

select is((select count(*) from ops.check_reservations() where status = 'unknown'), 1::bigint, 'an area''s check passes an unknown on');
update ops.rule set reads = '{"extension:no_such_extension": []}' where name = 'test_rule';
select results_eq($$select status, message from ops.check_rule('test_rule')$$,
    $$values ('skipped', 'skipped: extension no_such_extension is absent')$$, 'a rule that needs an extension is skipped without it');
update ops.rule set reads = '{"extension:plpgsql": []}' where name = 'test_rule';
select is((select state from ops.coverage('reservations') where rule = 'test_rule'), 'ready', 'with it, it is not');
select isnt_empty($$select * from ops.check_rule('test_rule')$$, 'and runs');

select * from finish();
rollback;
