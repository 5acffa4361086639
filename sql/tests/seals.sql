-- Digests of rows, the chain of batches, and what a verification says of each kind of tampering.
begin;
select plan(58);

-- the canonical form: it may never change unnoticed
create function pg_temp.digest(salt text, variadic v text[]) returns text language plpgsql set search_path = pg_catalog, pg_temp as $$
declare d text;
begin
    execute format('select encode(%s, ''hex'') from (select %s) as t', ops._seal_digest('public.things', array['id', 'note'], salt, 't'),
        format('%s as id, %s as note', v[1], v[2])) into d;
    return d;
end $$;
select is(pg_temp.digest(null, '7', '''x'''), encode(sha256('\x00'::bytea || convert_to('{ops.seal/1,public.things,7,x}', 'UTF8')), 'hex'), 'a row is the array text of form, table and columns');
select is(pg_temp.digest(null, '7', '''x'''), '5334c606654f96d6a7b47edaeed8cf860f7ef30f1a913039faf119d0f18045ca', 'and this is its digest for ever');
select is(pg_temp.digest('''\x0102''::bytea', '7', '''x'''), '3d33223e15e87e5884544f39c73a232b95c68dec0057529604965a783fb6bb92', 'with a salt another one');
select isnt(pg_temp.digest(null, '7', 'null'), pg_temp.digest(null, '7', ''''''), 'null is not an empty text');
select isnt(pg_temp.digest(null, '7', 'null'), pg_temp.digest(null, '7', '''NULL'''), 'nor the word');
select isnt(pg_temp.digest(null, '''a,b''', '''c'''), pg_temp.digest(null, '''a''', '''b,c'''), 'nothing moves from one column into the next');
select is(pg_temp.digest(null, '7', '''{"b": 1.10, "a": "ü\\n"}''::jsonb'), pg_temp.digest(null, '7', '''{"a":"ü\\n","b":1.10}''::jsonb'), 'the order of keys in jsonb says nothing');
select is(pg_temp.digest(null, '7', '''{"b": 1.10, "a": "ü"}''::jsonb'), '54aebcd474e3b1ac5681c150a1dbb4c008a94157f067fe77f7fbe975153341d8', 'letters are UTF-8, numbers keep their zeros');
select is(encode(ops._seal_root('{}', '{}', '{}'), 'hex'), '2aab109aab3c0e2d66c7f2bf06c51f481cc7485afd6b2a89967d487b050493ed', 'the root of nothing');
select is(encode(ops._seal_root(array['a', 'b'], array['2026-01-01 00:00+00', null]::timestamptz[], array[sha256('x'), ops._seal_gone()]), 'hex'),
    '2e8cc8bae5fb1e0cbfec5635ffa066e970be3e152e15fbb5bb0f5249115bfcc7', 'the root of two');
select is(encode((select ops._seal_root(array_agg(n::text order by n), array_agg(timestamptz '2026-01-01 00:00+00' + n * interval '1 s' order by n),
    array_agg(sha256(n::text::bytea) order by n)) from generate_series(1, 4096) as n), 'hex'), '69dc97b584458682134fef163e7da21d05b1121c6d27056c0ffe6692111ea5e9', 'the root of a whole batch');
select is(encode(ops._seal_hash((7, 'rows', 'public.things', '{id}', '{uuid}', 2, '2026-01-01 00:00+00', null, null, null, null, null,
    sha256('root'), sha256('before'), null, '2026-01-02 00:00+00', 'me', 'it''s "so"')::ops.seal_batch), 'hex'), '1de619cbcba10f4538309906bdd24ae7ea7519071d06cbdbac34bf259bc66508', 'the hash of a batch');

-- 30 rows over three nights
create function pg_temp.entry(age interval) returns uuid language plpgsql as $$
declare v uuid;
begin
    v := sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT');
    update public.audit_logs as a set created_at = ops.now() - age where a.id = v;
    return v;
end $$;
create function pg_temp.said(complete boolean default true, head text default null) returns table (what text, subject text, key text) language sql as $$
    select v.what, v.subject, v.key from ops.verify_seals(complete, head) as v where v.what <> 'verified' order by 1, 2, 3
$$;
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
delete from audit_logs;
select is_empty($$select * from ops.verify_seals()$$, 'nothing is sealed yet, and nothing is claimed');
select is(ops.seal_head(), null, 'there is no head');
select is(ops.record_seal_check(), 'nothing is sealed yet: select ops.seal()', 'nor anything to verify');
select is_empty($$select * from ops.check_rule('audit_seals_broken')$$, 'the rule has nothing to say');
select pg_temp.entry(interval '3 days' - n * interval '1 minute') from generate_series(1, 10) as n;
select set_config('test.fresh', pg_temp.entry('59 minutes')::text, true);
select is(split_part(ops.seal(), ';', 1), '10 rows sealed', 'what is older than the lag is sealed');
select set_config('test.head', ops.seal_head(), true);
select matches(current_setting('test.head'), '^ops-seal [0-9]+ [0-9a-f]{64} [0-9TZ:-]+ ', 'the head is one line');
update audit_logs set notes = 'fresh' where id = current_setting('test.fresh')::uuid;
select is_empty($$select * from pg_temp.said()$$, 'what is not sealed may change');
update audit_logs set is_reversed = true, reversed_at = now(), reversed_by = user_id, reversal_audit_id = id;
select is_empty($$select * from pg_temp.said()$$, 'so may what the application itself changes later');
update audit_logs set is_reversed = false, reversed_at = null, reversed_by = null, reversal_audit_id = null;
set local timezone = 'Asia/Kathmandu';
set local datestyle = 'German, DMY';
set local intervalstyle = 'iso_8601';
set local extra_float_digits = -15;
set local bytea_output = 'escape';
set local client_encoding = 'LATIN1';
select is_empty($$select * from pg_temp.said()$$, 'the formats of the session change no digest');
reset timezone; reset datestyle; reset intervalstyle; reset extra_float_digits; reset bytea_output; reset client_encoding;

-- each kind of tampering, taken back again
select set_config('test.one', (select id::text from audit_logs order by created_at, id limit 1 offset 4), true);
savepoint sound;
update audit_logs set user_email = 'somebody@else' where id = current_setting('test.one')::uuid;
select results_eq($$select * from pg_temp.said()$$, $$values ('edited', 'public.audit_logs', current_setting('test.one'))$$, 'an edited row is named');
select matches(ops.record_seal_check(), ' 1 broken, 0 unknown', 'and the result is kept');
select results_eq($$select severity, status, key ->> 'id', observed #>> '{}' from ops.check_rule('audit_seals_broken')$$,
    $$values ('P1', 'violation', current_setting('test.one'), 'edited')$$, 'the rule reports it');
select is((select state from ops.verify_integrity() where step = 'Audit log and journal are as sealed'), 'failed', 'and so does the resolution check');
rollback to sound;
update audit_logs set created_at = now() - interval '10 minutes' where id = current_setting('test.one')::uuid;
select results_eq($$select * from pg_temp.said()$$, $$values ('edited', 'public.audit_logs', current_setting('test.one'))$$, 'a row that was dated anew is edited');
select ops.seal();
select results_eq($$select * from pg_temp.said()$$, $$values ('edited', 'public.audit_logs', current_setting('test.one'))$$, 'and does not become new');
rollback to sound;
delete from audit_logs where id = current_setting('test.one')::uuid;
select results_eq($$select * from pg_temp.said()$$, $$values ('removed', 'public.audit_logs', current_setting('test.one'))$$, 'a removed row is named');
rollback to sound;
select set_config('test.two', pg_temp.entry('2 days 23:55:30')::text, true);
select results_eq($$select * from pg_temp.said()$$, $$values ('slipped in', 'public.audit_logs', current_setting('test.two'))$$, 'a row that was slipped in is named');
select is(ops.accept_seal_breaks('written by hand, see ticket', 'public.audit_logs', array[current_setting('test.two')]), 1::bigint, 'a person can take responsibility for it');
select is_empty($$select * from pg_temp.said()$$, 'then it is held to what it is now');
update audit_logs set notes = 'again' where id = current_setting('test.two')::uuid;
select results_eq($$select * from pg_temp.said()$$, $$values ('edited', 'public.audit_logs', current_setting('test.two'))$$, 'and not to anything else');
select throws_ok($$select ops.accept_seal_breaks(' ')$$, 'OP009', null, 'that needs a reason');
rollback to sound;

-- the chain
update ops.seal_batch set digests[3] = sha256('x') where subject = 'public.audit_logs';
select is((select count(*) from pg_temp.said() where what = 'altered'), 1::bigint, 'an altered seal is noticed');
rollback to sound;
update ops.seal_batch set times[3] = now() where subject = 'public.audit_logs';
select is((select count(*) from pg_temp.said() where what = 'altered'), 1::bigint, 'also where only a time was altered');
rollback to sound;
update ops.seal_batch set keys = null, digests = null, times = null where subject = 'public.audit_logs';
select is((select count(*) from pg_temp.said() where what = 'altered'), 1::bigint, 'or its digests were thrown away');
rollback to sound;
delete from ops.seal_batch where id = 2;
select is((select what from pg_temp.said() where what in ('cut', 'altered')), 'cut', 'a batch out of the middle is missed');
rollback to sound;
delete from ops.seal_batch where subject = 'public.audit_logs';
delete from audit_logs;
select is_empty($$select * from pg_temp.said()$$, 'a cut tail leaves nothing that could be missed');
select results_eq($$select what from pg_temp.said(true, current_setting('test.head'))$$, $$values ('cut')$$, 'but for the head that was kept elsewhere');
rollback to sound;
select is_empty($$select * from pg_temp.said(true, current_setting('test.head'))$$, 'with which all is well');
delete from ops.seal_batch;
update ops.clock set shift = '1 second';
select ops.seal();
select results_eq($$select what from pg_temp.said(true, current_setting('test.head'))$$, $$values ('rewritten')$$, 'a chain that was written anew is another one');
select throws_ok($$select * from ops.verify_seals(head => 'ops-seal 1 ab')$$, 'OP005', null, 'half a head is none');
rollback to sound;

-- from the last verified seal on
select ops.record_seal_check();
update ops.clock set shift = '1 day';
select pg_temp.entry('3 hours');
select matches(ops.seal(), '^2 rows sealed', 'the next night');
update audit_logs set notes = 'x' where id in (current_setting('test.one')::uuid, current_setting('test.fresh')::uuid);
select results_eq($$select key from pg_temp.said(false)$$, $$values (current_setting('test.fresh'))$$, 'what was sealed since is looked at');
select is((select count(*) from pg_temp.said()), 2::bigint, 'from the first one on all is');
select is((select array_agg(rows order by rows) from ops.verify_seals(false) where what = 'verified' and rows > 0), array[2::bigint], 'and it says how many');
update ops.clock set shift = '4 days';
select results_eq($$select severity, key ->> 'subject' from ops.check_rule('audit_seals_behind') where key ->> 'subject' = 'public.audit_logs'$$,
    $$values ('P2', 'public.audit_logs')$$, 'what nobody has sealed for days is reported');


-- who may what, and what stays
update ops.clock set shift = '0';
select results_eq($$select e ->> 'table', count(*) > 0 from ops.evidence() as e where e ->> 'table' like 'seal%' group by 1 order by 1$$,
    $$values ('seal_batch', true), ('seal_check', true), ('seal_head', true)$$, 'the evidence has seals, verifications and head');
select is((select e ->> 'row' from ops.evidence() as e where e ->> 'table' = 'seal_head'), ops.seal_head(), 'as a line');
select results_eq($$select state, evidence ->> 'head' from ops.verify_integrity() where step = 'Audit log and journal are as sealed'$$,
    $$values ('failed', ops.seal_head())$$, 'a resolution check gives it out');
grant ops_reader, ops_operator to postgres;
set local role ops_reader;
select isnt(ops.seal_head(), null, 'a reader has the head');
select isnt_empty('select * from ops.verify_seals()', 'and verifies');
select throws_ok('select ops.seal()', '42501', null, 'but does not seal');
select throws_ok('select ops.record_seal_check()', '42501', null, 'nor put anything on record');
set local role ops_operator;
select matches(ops.record_seal_check(), 'broken', 'an operator does');
select throws_ok($$select ops.accept_seal_breaks('why')$$, '42501', null, 'but accepts nothing');
select throws_ok('delete from ops.seal_batch', '42501', null, 'and writes no seal');
reset role;
savepoint gone;
alter table audit_logs rename to audit_logs_away;
select lives_ok('select ops.seal()', 'where the application''s table is gone the journal is sealed all the same');

select * from finish();
rollback;
