-- The sign-in service's keys against those last accepted.
begin;
select plan(13);

create function pg_temp.keys(variadic names text[]) returns jsonb language sql as $$
    select coalesce(jsonb_agg(jsonb_build_object('fingerprint', rpad(n, 43, '-'), 'kid', n, 'algorithm', 'ES256')), '[]') from unnest(names) as n
$$;
select results_eq($$select item, state from ops.note_signing_keys('s', pg_temp.keys('a', 'b'))$$, $$values ('key a', 'info'), ('key b', 'info')$$, 'a first look has nothing to compare with');
select results_eq($$select item, state from ops.note_signing_keys('s', pg_temp.keys('b', 'a'))$$, $$values ('key a', 'ok'), ('key b', 'ok')$$, 'the same keys are well, in any order');
select results_eq($$select item, state, fix is not null from ops.note_signing_keys('s', pg_temp.keys('a', 'c'))$$, $$values ('key a', 'ok', false), ('key c', 'fail', true), ('key b', 'fail', true)$$, 'a new one and a gone one are found');
select results_eq($$select item, state from ops.note_signing_keys('s', pg_temp.keys('a', 'c'), null)$$, $$values ('key a', 'ok'), ('key c', 'fail'), ('key b', 'fail')$$, 'and again, until somebody accepts it');
select is((select count(*) from ops.signing_key), 2::bigint, 'nothing of it is kept before');
update ops.clock set shift = '1 hour';
select is((select count(*) from ops.note_signing_keys('s', pg_temp.keys('a', 'c'), true) where state = 'fail'), 2::bigint, 'accepting says once more what changed');
update ops.clock set shift = '2 hours';
select results_eq($$select item, state from ops.note_signing_keys('s', pg_temp.keys('a', 'c'))$$, $$values ('key a', 'ok'), ('key c', 'ok')$$, 'then it is well');
update ops.clock set shift = '3 hours';
select is((select state from ops.note_signing_keys('s', pg_temp.keys('a', 'b', 'c')) where item = 'key b'), 'fail', 'an old key that comes back is new');
select is((select state from ops.note_signing_keys('other', pg_temp.keys('a')) limit 1), 'info', 'another source is compared with itself');
select results_eq($$select item, state from ops.note_signing_keys('s', '[]')$$, $$values ('key a', 'fail'), ('key c', 'fail'), ('signing keys', 'unknown')$$, 'no keys at all: gone, and a shared secret shows nothing');
select throws_ok($$select * from ops.note_signing_keys('s', '[{"fingerprint": "x"}]')$$, 'OP005', 'keys hold no fingerprints', 'what is no fingerprint is refused');
select throws_ok($$select * from ops.note_signing_keys(' ', '[]')$$, 'OP005', 'source is no address', 'and so is no address');
select throws_ok($$select * from ops.note_signing_keys('s', '{}')$$, 'OP005', 'keys are no list', 'and what is no list');

select * from finish();
rollback;
