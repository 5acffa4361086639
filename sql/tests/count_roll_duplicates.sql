-- The duplicate mark of counted rolls and the roll that it names.
begin;
select plan(7);

insert into count_sessions (id, session_number, started_by) values ('00000000-0000-4000-8000-00000000000a', 'T-1', sample.a_user());
insert into count_rolls (id, session_id, capture_sequence, counter_meters, captured_by)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, '00000000-0000-4000-8000-00000000000a', n, 10, sample.a_user() from generate_series(1, 3) as n;
update count_rolls set is_possible_duplicate = true, duplicate_of_roll_id = '00000000-0000-4000-8000-000000000001' where capture_sequence = 2;
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('count_roll_duplicates') order by message$$;
select is_empty($$select * from ops.check_rule('count_roll_duplicates')$$, 'sound data says nothing');
update count_rolls set is_possible_duplicate = true where capture_sequence = 3;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('count_roll_duplicates')$$,
    $$values ('P3', 'session T-1, roll 3: a duplicate, but of no roll', 'public.count_rolls', '00000000-0000-4000-8000-000000000003', null::jsonb,
        '{"is_possible_duplicate": true}'::jsonb, 'violation', null::numeric)$$,
    'a mark that names no roll is reported exactly');
select is((select count(*) from ops.count_roll_duplicates(array['00000000-0000-4000-8000-000000000003'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.count_roll_duplicates(array['00000000-0000-4000-8000-000000000001'])), 0::bigint, 'and another is not it');
update count_rolls set is_possible_duplicate = false where capture_sequence in (2, 3);
select results_eq($$select * from pg_temp.told()$$, $$values ('session T-1, roll 2: names the roll it repeats, but is not marked')$$, 'so is the reverse');
update count_rolls set is_possible_duplicate = true, duplicate_of_roll_id = id where capture_sequence = 2;
select results_eq($$select * from pg_temp.told()$$, $$values ('session T-1, roll 2: a duplicate of itself')$$, 'and a roll that repeats itself');
select throws_ok($$select * from ops.repair_integrity(rule => 'count_roll_duplicates')$$, 'OP003', null, 'which roll it repeats, the photographs show');

select * from finish();
rollback;
