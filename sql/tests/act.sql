-- Actions: changes that a person asks for go through the same plan, journal and way back.
begin;
select plan(9);

select set_config('test.key', gen_random_uuid()::text, true);
insert into api_keys (id, name, key_prefix, key_hash, service, rate_limit_per_minute)
values (current_setting('test.key')::uuid, 'K', 'k', 'h', 'crm', 60);
create function pg_temp.raise_limit(reason text, dry_run boolean) returns setof ops.planned_change language sql as $$
    select * from ops._act('rate_limits', 'raise_limit', array[
        (null, 'public.api_keys', jsonb_build_object('id', current_setting('test.key')), 'update',
            '{"rate_limit_per_minute": "60"}'::jsonb, '{"rate_limit_per_minute": "90"}'::jsonb, 'key K: 60 to 90 a minute')::ops.proposal
    ], reason, dry_run)
$$;

select throws_ok($$select * from pg_temp.raise_limit(' ', true)$$, 'OP009', null, 'no reason, no plan');
select throws_ok($$select * from pg_temp.raise_limit('busy', null)$$, 'OP005', null, 'dry_run cannot be null');
select results_eq($$select rule, action, before, after, state from pg_temp.raise_limit('busy', true)$$,
    $$values ('raise_limit', 'update', '{"rate_limit_per_minute": "60"}'::jsonb, '{"rate_limit_per_minute": "90"}'::jsonb, 'planned')$$,
    'a dry run plans');
select is((select rate_limit_per_minute from api_keys where id = current_setting('test.key')::uuid), 60, 'and changes nothing');
select results_eq($$select message, state from pg_temp.raise_limit('busy', false)$$, $$values ('key K: 60 to 90 a minute', 'applied')$$, 'then it is done');
select is((select rate_limit_per_minute from api_keys where id = current_setting('test.key')::uuid), 90, 'to the row');
select results_eq($$select state from pg_temp.raise_limit('again', false)$$, $$values ('stale')$$, 'a row that is not as it was said to be stays');
select results_eq($$select state from ops.undo((select max(run) from ops.change), 'enough')$$, $$values ('restored')$$, 'undo takes it back');
select is((select rate_limit_per_minute from api_keys where id = current_setting('test.key')::uuid), 60, 'exactly');

select * from finish();
rollback;
