-- Rows that come back from a copy of a table, which a backup was restored to.
begin;
select plan(22);

select set_config('test.a', sample.a_lot('T-A', 10.50)::text, true), set_config('test.b', sample.a_lot('T-B', 20)::text, true), set_config('test.c', sample.a_lot('T-C', 30)::text, true);
create schema backup;
create table backup.lots as select * from public.lots;
-- since the backup one column was added, and one dropped
alter table public.lots add column shelf text not null default 'new';
alter table public.lots drop column production_date;
create temporary table was as select l.* from lots as l;
delete from lots where lot_number = 'T-A';
update lots set meters = 99, quality = 'wrong', shelf = 'S-1' where lot_number = 'T-B';

select results_eq($$select subject, key ->> 'id', action, message, after ->> 'meters', state from ops.restore_rows('backup.lots', 'public.lots', 'deleted by mistake')$$,
    $$values ('public.lots', current_setting('test.a'), 'insert', left('lots ' || current_setting('test.a') || ' comes back from the backup', 100), '10.50', 'planned')$$,
    'what is gone is planned to come back');
select is((select count(*) from lots), 2::bigint, 'the plan changes nothing');
select results_eq($$select state from ops.apply((select max(id) from ops.plan), 'deleted by mistake')$$, array['applied'], 'such a plan can be applied');
select results_eq($$select * from lots where lot_number = 'T-A'$$, $$select * from was where lot_number = 'T-A'$$, 'every column is as it was, the new one at its default');
select is_empty($$select * from ops.restore_rows('backup.lots', 'public.lots', 'again')$$, 'then nothing is missing');
select results_eq($$select state from ops.undo((select max(id) from ops.run), 'no')$$, array['restored'], 'undo takes it out again');
select is((select count(*) from lots), 2::bigint, 'all of it');

select results_eq($$select key ->> 'id', action, before, after from ops.restore_rows('backup.lots', 'public.lots', 'overwritten', what => 'changed', columns => '{meters,quality}')$$,
    $$values (current_setting('test.b'), 'update', '{"meters": "99.00", "quality": "wrong"}'::jsonb, '{"meters": "20.00", "quality": "Q-T-B"}'::jsonb)$$,
    'what differs is planned to be set back, and only that');
select results_eq($$select after from ops.restore_rows('backup.lots', 'public.lots', 'overwritten', what => 'changed', columns => '{quality}')$$,
    array['{"quality": "Q-T-B"}'::jsonb], 'the columns can be chosen');
select is_empty(format($$select * from ops.restore_rows('backup.lots', 'public.lots', 'x', what => 'changed', columns => '{meters}', keys => array[%L])$$,
    current_setting('test.c')), 'and the rows');
select results_eq($$select state from ops.restore_rows('backup.lots', 'public.lots', 'overwritten', what => 'changed', columns => '{meters,quality}', dry_run => false)$$,
    array['applied'], 'it is applied at once');
select results_eq($$select meters, quality, shelf from lots where lot_number = 'T-B'$$, $$values (20.00, 'Q-T-B', 'S-1')$$, 'what the backup does not know stays');
select ops.restore_rows('backup.lots', 'public.lots', 'x', dry_run => false);
update backup.lots set id = gen_random_uuid(), meters = -1 where lot_number = 'T-C';
select results_eq($$select state, note like '23514%' from ops.restore_rows('backup.lots', 'public.lots', 'x', dry_run => false)$$,
    $$values ('refused', true)$$, 'a row that the table does not allow is refused, and says why');
select is((select count(*) from ops.restore_rows('backup.lots', 'public.lots', 'x', max_rows => 1)), 1::bigint, 'as many rows as asked for');

create function pg_temp.refused(call text) returns text language plpgsql as $$
declare
    v_detail text;
begin
    execute 'select ops.restore_rows(' || call || ')';
    return 'not refused';
exception
    when sqlstate 'OP005' then
        get stacked diagnostics v_detail = pg_exception_detail;
        return v_detail;
end
$$;
create table public.pairs (one integer, other integer);
select is(pg_temp.refused(c), w, w) from (values
    ($$'backup.lots', 'public.lots', 'x', what => 'all'$$, 'what is missing or changed'),
    ($$'public.lots', 'public.lots', 'x'$$, 'the source is not a copy of the target'),
    ($$'backup.lots', 'ops.setting', 'x'$$, 'the target is not a table of the application'),
    ($$'public.qualities', 'public.lots', 'x'$$, 'the source has no column id'),
    ($$'backup.lots', 'public.pairs', 'x'$$, 'the rows of the target are not told apart by a column id, or as ops.subject says'),
    ($$'backup.lots', 'public.lots', 'x', what => 'changed', columns => '{production_date}'$$, 'the target has no column production_date')
) as r (c, w);
select throws_ok($$select ops.restore_rows('backup.lots', 'public.lots', '')$$, 'OP009', null, 'a reason is needed');
grant ops_operator to postgres;
set local role ops_operator;
select throws_ok($$select ops.restore_rows('backup.lots', 'public.lots', 'x')$$, '42501', null, 'only the owner restores');

select * from finish();
rollback;
