-- Rows whose parent is gone, under every foreign key of the application's schemas.
begin;
select plan(26);

create table public.shelf (id integer primary key, hall text, number integer, label text unique, unique (hall, number));
create table public.box (
    id integer primary key, shelf_id integer references public.shelf, hall text, number integer, label text references public.shelf (label),
    constraint box_place_fkey foreign key (hall, number) references public.shelf (hall, number)
);
create table public.parcel (id integer primary key, box_id integer not null references public.box on delete cascade, of_id integer references public.parcel);
create table public.sticker (id integer primary key, parcel_id integer references public.parcel on delete set null, box_id integer references public.box);
insert into shelf values (1, 'A', 1, 'a-1'), (2, 'A', 2, 'a-2');
insert into box values (1, 1, 'A', 1, 'a-1'), (2, 2, 'A', 2, null), (3, null, 'B', null, null), (4, 2, 'A', 2, 'a-2');
insert into parcel values (1, 2, null), (2, 2, 1), (3, 1, null), (4, 4, null);
insert into sticker values (1, 1, null), (2, 3, null), (3, null, 4);
create function pg_temp.unlink(child text) returns void language plpgsql as $$
declare
    v_key record;
begin
    for v_key in select c.conname, pg_get_constraintdef(c.oid) as definition from pg_constraint as c
        where c.contype = 'f' and c.conrelid = child::regclass loop
        execute format('alter table %s drop constraint %I', child, v_key.conname);
        insert into dropped values (child, v_key.conname, v_key.definition);
    end loop;
end
$$;
create function pg_temp.link_again() returns void language plpgsql as $$
declare
    v_key record;
begin
    for v_key in delete from dropped returning * loop
        execute format('alter table %s add constraint %I %s not valid', v_key.child, v_key.name, v_key.definition);
    end loop;
end
$$;
create temporary table dropped (child text, name text, definition text);
select is_empty($$select * from ops.check_rule('orphan_rows')$$, 'sound rows say nothing, nor does a key of two columns of which one is null');

select pg_temp.unlink('public.box');
delete from shelf where id = 2;
select pg_temp.link_again();
select results_eq(
    $$select severity, message, subject, key, observed from ops.check_rule('orphan_rows') order by key$$,
    $$values ('P1', 'box 2: no row of shelf for hall, number and no row of shelf for shelf_id', 'public.box', '{"row": "public.box:2"}'::jsonb,
            '{"box_place_fkey": {"hall": "A", "number": "2"}, "box_shelf_id_fkey": {"shelf_id": "2"}}'::jsonb),
        ('P1', 'box 4: no row of shelf for label and no row of shelf for hall, number and no row of shelf for shelf…', 'public.box',
            '{"row": "public.box:4"}', '{"box_label_fkey": {"label": "a-2"}, "box_place_fkey": {"hall": "A", "number": "2"}, "box_shelf_id_fkey": {"shelf_id": "2"}}')$$,
    'a row is reported once, with all its broken keys'
);
select is((select count(*) from ops.orphan_rows(array['public.box:2', 'public.parcel:2'])), 1::bigint, 'its key finds it, and only it');
select results_eq($$select state, action from ops.repair('integrity', rule => 'orphan_rows')$$,
    $$values ('decide', null::text), ('decide', null)$$, 'a person must choose');

create temporary table was as select 'box' as t, to_jsonb(b) as r from box as b union all select 'parcel', to_jsonb(p) from parcel as p
    union all select 'sticker', to_jsonb(s) from sticker as s;
create temporary view is_now as select 'box' as t, to_jsonb(b) as r from box as b union all select 'parcel', to_jsonb(p) from parcel as p
    union all select 'sticker', to_jsonb(s) from sticker as s;
select results_eq(
    $$select action, subject, key ->> 'id', message from ops.repair('integrity', rule => 'orphan_rows', choice => 'quarantine', keys => '{public.box:2}') order by "position"$$,
    $$values ('update', 'public.sticker', '1', 'sticker 1 hangs on box:2'), ('delete', 'public.parcel', '2', 'parcel 2 hangs on box:2'),
        ('delete', 'public.parcel', '1', 'parcel 1 hangs on box:2'),
        ('delete', 'public.box', '2', 'box 2: no row of shelf for hall, number and no row of shelf for shelf_id')$$,
    'the plan cuts first, then removes from the deepest up'
);
select set_eq('select * from is_now', 'select * from was', 'and changes nothing');
select results_eq($$select state, count(*) from ops.repair('integrity', dry_run => false, rule => 'orphan_rows', choice => 'quarantine',
    keys => '{public.box:2}', reason => 'shelf is gone') group by state$$, $$values ('applied', 4::bigint)$$, 'all of it is applied together');
select results_eq('select t, r ->> ''id'' from is_now order by 1, 2',
    $$values ('box', '1'), ('box', '3'), ('box', '4'), ('parcel', '3'), ('parcel', '4'), ('sticker', '1'), ('sticker', '2'), ('sticker', '3')$$,
    'nothing else went with it');
select results_eq('select count(*) from ops.change where run = ops.last_run()', array[4::bigint], 'every row that went is in the journal');
select results_eq($$select state, note like '23503%' from ops.undo(ops.last_run(), 'too soon') group by 1, 2$$,
    $$values ('refused', true)$$, 'while the key is there and the shelf is not, nothing comes back, and it says why');
insert into shelf values (2, 'A', 2, 'a-2');
select results_eq($$select state, count(*) from ops.undo((select max(id) from ops.run where kind = 'apply'), 'shelf is back') group by state$$,
    $$values ('restored', 4::bigint)$$, 'with the shelf all comes back, the first first');
select set_eq('select * from is_now', 'select * from was', 'every column of it');
select is_empty($$select * from ops.check_rule('orphan_rows')$$, 'and nothing is wrong any more');

select pg_temp.unlink('public.box');
delete from shelf where id = 2;
select results_eq($$select key ->> 'row' from ops.check_rule('orphan_rows')$$, $$select null where false$$, 'without a key nothing is demanded');
select pg_temp.link_again();
select results_eq(
    $$select action, key ->> 'id', before, after from ops.repair('integrity', rule => 'orphan_rows', choice => 'detach', keys => '{public.box:2}')$$,
    $$values ('update', '2', '{"hall": "A", "number": "2", "shelf_id": "2"}'::jsonb, '{"hall": null, "number": null, "shelf_id": null}'::jsonb)$$,
    'or the row keeps, and what it names becomes null'
);
select results_eq($$select state from ops.repair('integrity', dry_run => false, rule => 'orphan_rows', choice => 'detach', keys => '{public.box:2}', reason => 'x')$$,
    array['applied'], 'that is applied too');
select results_eq($$select key ->> 'row' from ops.check_rule('orphan_rows')$$, array['public.box:4'], 'the row is sound then');
select pg_temp.unlink('public.parcel');
update parcel set box_id = 9 where id = 4;
select pg_temp.link_again();
select results_eq($$select state, action from ops.repair('integrity', rule => 'orphan_rows', choice => 'detach', keys => '{public.parcel:4}')$$,
    $$values ('decide', null::text)$$, 'a column that may not be null is left to a person');

-- two orphans of which one hangs on the other
select pg_temp.unlink('public.parcel');
update parcel set box_id = 4, of_id = 99 where id = 4;
select pg_temp.link_again();
select results_eq($$select coalesce(action, state), subject, key::text from ops.repair('integrity', rule => 'orphan_rows', choice => 'quarantine') order by "position"$$,
    $$values ('decide', 'public.parcel', '{"row": "public.parcel:4"}'), ('delete', 'public.parcel', '{"id": "4"}'),
        ('delete', 'public.sticker', '{"id": "3"}'), ('delete', 'public.box', '{"id": "4"}')$$,
    'a row that goes with another one is planned once');
select is_empty($$select * from ops.repair('integrity', dry_run => false, rule => 'orphan_rows', choice => 'quarantine', reason => 'x')
    where state not in ('applied', 'decide')$$, 'that plan can be applied');
select is_empty($$select * from ops.check_rule('orphan_rows')$$, 'and nothing is left');

create extension if not exists citext;
create table public.reader (mail citext primary key);
create table public.letter (id integer primary key, mail citext references public.reader);
insert into reader values ('Ada@x.example');
insert into letter values (1, 'ada@X.example');
select is_empty($$select * from ops.check_rule('orphan_rows')$$, 'a key of citext is compared by its own operator');
select pg_temp.unlink('public.letter');
insert into letter values (2, 'bob@x.example');
select pg_temp.link_again();
select results_eq($$select message from ops.check_rule('orphan_rows')$$, array['letter 2: no row of reader for mail'], 'and broken by it too');
delete from letter where id = 2;

create table public.note (place text, id integer, hall text, number integer,
    constraint note_place_fkey foreign key (hall, number) references public.shelf (hall, number) match full);
insert into note values ('x', 1, null, null), ('y', 2, 'A', 1);
select is_empty($$select * from ops.check_rule('orphan_rows')$$, 'match full allows all null');
select pg_temp.unlink('public.note');
insert into note values ('z', 3, 'A', null);
select pg_temp.link_again();
select results_eq($$select message, key ->> 'row' from ops.check_rule('orphan_rows')$$,
    $$values ('note (A,): no row of shelf for hall, number', 'public.note:(A,)')$$, 'but not some of it; a table without key is reported by what it names');
select results_eq($$select state from ops.repair('integrity', rule => 'orphan_rows', choice => 'quarantine')$$, array['decide'], 'and never changed');

select * from finish();
rollback;
