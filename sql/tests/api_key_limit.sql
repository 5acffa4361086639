-- Keys without a limit.
begin;
select plan(3);

insert into api_keys (id, name, key_prefix, key_hash, service, rate_limit_per_minute, is_active)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'K' || n, 'p' || n, 'h' || n, 'crm', l, a from (values (1, 1, true), (2, null, false), (3, 0, null)) as k (n, l, a);
select is_empty($$select * from ops.check_rule('api_key_limit')$$, 'near misses: a limit of one; switched off; neither on nor off');
insert into api_keys (id, name, key_prefix, key_hash, service, rate_limit_per_minute) values
    ('00000000-0000-4000-8000-000000000011', 'A', 'a', 'ha', 'crm', null), ('00000000-0000-4000-8000-000000000012', 'B', 'b', 'hb', 'crm', 0), ('00000000-0000-4000-8000-000000000013', 'C', 'c', 'hc', 'crm', -1);
select results_eq($$select severity, message, subject, key ->> 'id', observed, size, status, fix from ops.check_rule('api_key_limit') order by key$$,
    $$select 'P2', message, 'public.api_keys', '00000000-0000-4000-8000-0000000000' || n, observed, null::numeric, 'violation', format('select * from ops.set_api_rate_limit(''00000000-0000-4000-8000-0000000000%s'', 60, ''why'', lower => true)', n)
      from (values (11, 'key A (crm) has no limit: null is unlimited', null::jsonb), (12, 'key B (crm) has no limit: 0 is unlimited', '0'), (13, 'key C (crm) has limit -1: every call is refused', '-1')) as v (n, message, observed)$$,
    'null and 0 are unlimited, below zero is shut');
select is((select count(*) from ops.api_key_limit(array['00000000-0000-4000-8000-000000000011'])), 1::bigint, 'keys limit it');

select * from finish();
rollback;
