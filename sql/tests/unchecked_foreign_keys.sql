-- Foreign keys that the database does not watch over, or has never compared with the rows that were there.
begin;
select plan(6);

create table public.shelf (id integer primary key);
create table public.box (id integer primary key, shelf_id integer, constraint box_shelf_fkey foreign key (shelf_id) references public.shelf);
create table public.crate (id integer primary key, shelf_id integer, constraint crate_shelf_fkey foreign key (shelf_id) references public.shelf);
insert into shelf values (1);
insert into box values (1, 1), (2, null);
select is_empty($$select * from ops.check_rule('unchecked_foreign_keys')$$, 'keys that are valid say nothing');
alter table box drop constraint box_shelf_fkey;
alter table box add constraint box_shelf_fkey foreign key (shelf_id) references shelf not valid;
select results_eq($$select severity, message, cause, fix, subject, key, observed from ops.check_rule('unchecked_foreign_keys')$$,
    $$values ('P2', 'box_shelf_fkey of box was never compared with its rows; its rows hold', 'not_valid',
        'alter table public.box validate constraint box_shelf_fkey', 'public.box', '{"constraint": "public.box:box_shelf_fkey"}'::jsonb, null::jsonb)$$,
    'one that holds comes with the statement that validates it');
alter table box drop constraint box_shelf_fkey;
insert into box values (3, 7), (4, 8);
alter table box add constraint box_shelf_fkey foreign key (shelf_id) references shelf not valid;
alter table crate drop constraint crate_shelf_fkey;
alter table crate add constraint crate_shelf_fkey foreign key (shelf_id) references shelf not valid;
select results_eq($$select message, fix, detail ->> 'broken_rows' from ops.check_rule('unchecked_foreign_keys') order by message$$,
    $$values ('box_shelf_fkey of box was never compared with its rows, 2 of them are broken', 'select * from ops.check_rule(''orphan_rows'')', '2'),
        ('crate_shelf_fkey of crate was never compared with its rows; its rows hold', 'alter table public.crate validate constraint crate_shelf_fkey', '0')$$,
    'one that does not hold sends to its orphans');
select is((select count(*) from ops.unchecked_foreign_keys(array['public.crate:crate_shelf_fkey'])), 1::bigint, 'one key asks for one constraint');
delete from box where id > 2;
do $$
begin
    execute (select fix from ops.check_rule('unchecked_foreign_keys') where subject = 'public.box');
end
$$;
select results_eq($$select subject from ops.check_rule('unchecked_foreign_keys')$$, array['public.crate'], 'the statement does what it says');
select throws_ok($$select * from ops.repair('integrity', rule => 'unchecked_foreign_keys')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
