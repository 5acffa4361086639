-- Sequences that will soon have no number left.
begin;
select plan(8);

create sequence s maxvalue 1000;
select setval('s', 749);
create table t (id serial, small smallserial);
select is_empty($$select * from ops.check_rule('sequence_near_end')$$, 'three quarters are not reached, or nothing was given out');
select setval('s', 750);
select results_eq(
    $$select severity, message, subject from ops.check_rule('sequence_near_end')$$,
    $$values ('P1', 'public.s has given out 750 of 1000 numbers (75.0 %)', 'public.s')$$, 'at three quarters it is reported'
);
select setval('s', 1);
alter sequence t_id_seq as bigint maxvalue 9223372036854775807;
select setval('t_id_seq', 2000000000);
select is((select message from ops.check_rule('sequence_near_end')), 'public.t_id_seq has given out 2000000000 of 2147483647 numbers (93.1 %)',
    'a wider sequence does not widen its column');
select is((select detail ->> 'column' from ops.check_rule('sequence_near_end')), 'public.t.id', 'which is named');
select setval('t_id_seq', 1); select setval('t_small_seq', 32000);
select is((select (expected #>> '{}')::integer from ops.check_rule('sequence_near_end')), 32767, 'smallint ends sooner');
select setval('t_small_seq', 1);
alter sequence s cycle; select setval('s', 1000);
select is_empty($$select * from ops.check_rule('sequence_near_end')$$, 'one that begins anew does not end');
alter sequence s no cycle;
select is((select count(*) from ops.check_rule('sequence_near_end')), 1::bigint, 'one that does not, ends');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('sequence_near_end', '{"percent": 101}', 'test');
select is_empty($$select * from ops.check_rule('sequence_near_end')$$, 'the limit is the user''s');

select * from finish();
rollback;
