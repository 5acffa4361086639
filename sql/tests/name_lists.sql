-- Lists of aliases and suppliers against their rows.
begin;
select plan(8);

insert into qualities (code, aliases) values ('T-Q', '{T-ONE, "T-TWO "}'), ('T-R', '{}');
insert into quality_aliases (quality_code, alias) values ('T-Q', 't-one'), ('T-Q', 'T-TWO');
insert into catalog_items (id, code, quality, color, suppliers)
values ('00000000-0000-4000-8000-000000000001', 'T-1', 'Q', 'ecru', 'fixture mills, '), ('00000000-0000-4000-8000-000000000002', 'T-2', 'Q', 'ecru', null);
insert into catalog_item_suppliers (catalog_item_id, supplier_id) values ('00000000-0000-4000-8000-000000000001', sample.a_supplier());
insert into suppliers (id, name) values ('00000000-0000-4000-8000-000000000009', 'Other Mills');
select is_empty($$select * from ops.check_rule('name_lists')$$, 'sound data says nothing; nor do capitals and blanks');

update catalog_items set suppliers = 'Fixture Mills, Nobody, Another' where code = 'T-1';
select results_eq(
    $$select severity, message, subject, key, expected, observed, status, size from ops.check_rule('name_lists')$$,
    $$values ('P3', 'suppliers of T-1: lists Another, Nobody, which has no row', 'public.catalog_items', '{"id": "00000000-0000-4000-8000-000000000001"}'::jsonb, null::jsonb,
        '{"extra": ["Another", "Nobody"]}'::jsonb, 'violation', null::numeric)$$,
    'names without a row are reported exactly'
);
update catalog_items set suppliers = 'Fixture Mills' where code = 'T-1';
insert into catalog_item_suppliers (catalog_item_id, supplier_id) values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000009');
select is((select message from ops.check_rule('name_lists')), 'suppliers of T-2: lacks Other Mills', 'so is a row that the list lacks');
update qualities set aliases = '{T-ONE, T-THREE}' where code = 'T-Q';
select results_eq($$select message, subject, key from ops.check_rule('name_lists') where subject = 'public.qualities'$$,
    $$values ('aliases of T-Q: lists T-THREE, which has no row; lacks T-TWO', 'public.qualities', '{"code": "T-Q"}'::jsonb)$$, 'and both at once');
insert into quality_aliases (quality_code, alias) values ('T-R', 'T-THREE');
select is((select message from ops.check_rule('name_lists') where key ->> 'code' = 'T-R'), 'aliases of T-R: lacks T-THREE', 'an alias of another quality is none of this one');
select is((select count(*) from ops.name_lists(array['T-Q'])), 1::bigint, 'one can be asked for alone');
delete from quality_aliases; delete from catalog_item_suppliers; update qualities set aliases = '{}'; update catalog_items set suppliers = null;
alter table quality_aliases drop constraint quality_aliases_quality_code_fkey;
alter table catalog_item_suppliers drop constraint catalog_item_suppliers_catalog_item_id_fkey;
insert into quality_aliases (quality_code, alias) values ('GONE', 'T-ONE');
insert into catalog_item_suppliers (catalog_item_id, supplier_id) values (gen_random_uuid(), sample.a_supplier());
select is_empty($$select * from ops.check_rule('name_lists')$$, 'a row whose quality or article is gone is another rule''s matter');
select throws_ok($$select * from ops.repair_integrity(rule => 'name_lists')$$, 'OP003', null, 'which of the two is right, a person knows');

select * from finish();
rollback;
