-- A rule that cannot tell is unknown without an error; one that needs an extension is skipped without it.
begin;
select plan(6);

create or replace function ops.negative_reserved_meters(keys text[] default null) returns setof ops.hit
language sql stable set search_path = pg_catalog, pg_temp as $$
    select null::text, null::jsonb, 'sessions are hidden', null::text, null::jsonb, null::jsonb, null::numeric, null::jsonb, 'grant x to y'
    union all
    select 'public.lots', '{"id": 1}', 'one row is broken', null, null, null, null, null, null
$$;
select results_eq(
    $$select status, message, fix from ops.check_rule('negative_reserved_meters') order by status$$,
    $$values ('unknown', 'sessions are hidden', 'grant x to y'),
        ('violation', 'one row is broken', 'select * from ops.rule_page(''negative_reserved_meters'')')$$,
    'a hit without a subject is unknown, with its own fix'
);
select is_empty($$select * from ops.check_rule('negative_reserved_meters') where fingerprint is null$$, 'and has a fingerprint');
select is((select count(*) from ops.check_reservations() where status = 'unknown'), 1::bigint, 'an area''s check passes it on');

update ops.rule set reads = '{"extension:no_such_extension": []}' where name = 'negative_reserved_meters';
select results_eq($$select status, message from ops.check_rule('negative_reserved_meters')$$,
    $$values ('skipped', 'skipped: extension no_such_extension is absent')$$, 'an absent extension is a skip');
update ops.rule set reads = '{"extension:plpgsql": []}' where name = 'negative_reserved_meters';
select is((select state from ops.coverage('reservations') where rule = 'negative_reserved_meters'), 'ready', 'one that is there is not');
select is((select count(*) from ops.check_rule('negative_reserved_meters')), 2::bigint, 'and the rule runs');

select * from finish();
rollback;
