-- catalog_items.is_active against the article's status.
begin;
select plan(7);

insert into catalog_items (id, code, quality, color, status)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'Q', 'ecru', (array['active', 'inactive'])[n] from generate_series(1, 2) as n;
select is_empty($$select * from ops.check_rule('catalog_is_active')$$, 'sound data says nothing');
alter table catalog_items disable trigger sync_catalog_item_active;
update catalog_items set status = 'discontinued' where code = 'T-1';
update catalog_items set status = 'active' where code = 'T-2';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected #>> '{}', observed #>> '{}', status, size from ops.check_rule('catalog_is_active') where message like '%T-1%'$$,
    $$values ('P3', 'article T-1: is active true, should be false', 'public.catalog_items', '00000000-0000-4000-8000-000000000001', 'false', 'true', 'violation', null::numeric)$$,
    'an article loaded past its trigger is reported exactly'
);
alter table catalog_items enable trigger sync_catalog_item_active;
select results_eq($$select key ->> 'id', state from ops.repair_integrity(dry_run => false, rule => 'catalog_is_active', keys => array['00000000-0000-4000-8000-000000000001'], reason => 'test')$$,
    $$values ('00000000-0000-4000-8000-000000000001', 'applied')$$, 'a repair of one mends that one');
select is((select count(*) from ops.check_rule('catalog_is_active')), 1::bigint, 'the check is silent on it');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'catalog_is_active', reason => 'rest') where state = 'applied'), 1::bigint, 'then the other');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'catalog_is_active', reason => 'again')$$, 'a second repair does nothing');
select throws_ok($$select * from ops.repair_integrity(rule => 'catalog_is_active', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
