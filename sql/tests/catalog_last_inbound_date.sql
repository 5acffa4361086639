-- catalog_items.last_inbound_date against the newest lot or delivery.
begin;
select plan(12);

insert into catalog_items (id, code, quality, color)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'Q', 'ecru' from generate_series(1, 3) as n;
create function pg_temp.item(n integer) returns uuid language sql as $$select ('00000000-0000-4000-8000-00000000000' || n)::uuid$$;
select set_config('test.lot', sample.a_lot('T-LOT')::text, true), set_config('test.in', sample.a_delivery('T-IN')::text, true), sample.a_lot('T-NONE');
update lots set catalog_item_id = pg_temp.item(1), created_at = '2026-03-01 23:30+00' where id = current_setting('test.lot')::uuid;
update incoming_stock set catalog_item_id = pg_temp.item(1), created_at = '2026-02-01 12:00+00' where id = current_setting('test.in')::uuid;
update catalog_items set last_inbound_date = '2026-03-01' where id = pg_temp.item(1);
set local timezone = 'Europe/Istanbul';
select is_empty($$select * from ops.check_rule('catalog_last_inbound_date')$$, 'sound data says nothing, whatever the zone of the session');

update incoming_stock set created_at = '2026-03-02 00:10+00' where id = current_setting('test.in')::uuid;
update catalog_items set last_inbound_date = '2026-01-05' where id = pg_temp.item(2);
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected #>> '{}', observed #>> '{}', status, size from ops.check_rule('catalog_last_inbound_date') order by message$$,
    $$values ('P3', 'article T-1: last inbound date 2026-03-01, should be 2026-03-02', 'public.catalog_items', pg_temp.item(1)::text, '2026-03-02', '2026-03-01', 'violation', null::numeric),
        ('P3', 'article T-2: last inbound date 2026-01-05, should be null', 'public.catalog_items', pg_temp.item(2)::text, null, '2026-01-05', 'violation', null)$$,
    'a newer delivery, and an article of which nothing is left, are reported exactly'
);
update lots set created_at = '2026-03-04 12:00+00' where id = current_setting('test.lot')::uuid;
select is((select expected #>> '{}' from ops.check_rule('catalog_last_inbound_date') where message like '%T-1%'), '2026-03-04', 'a newer lot counts too');
update catalog_items set last_inbound_date = null where id = pg_temp.item(1);
select is((select message from ops.check_rule('catalog_last_inbound_date') where message like '%T-1%'),
    'article T-1: last inbound date null, should be 2026-03-04', 'so does one that was never entered');
select results_eq(
    $$select before, after, state from ops.repair_integrity(rule => 'catalog_last_inbound_date', keys => array[pg_temp.item(1)::text])$$,
    $$values ('{"last_inbound_date": null}'::jsonb, '{"last_inbound_date": "2026-03-04"}'::jsonb, 'planned')$$, 'a plan for one article is for that article');
select is((select last_inbound_date from catalog_items where id = pg_temp.item(1)), null, 'and changes nothing');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'catalog_last_inbound_date', reason => 'test') where state = 'applied'), 2::bigint, 'a repair mends both');
select is_empty($$select * from ops.check_rule('catalog_last_inbound_date')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'catalog_last_inbound_date', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo restores both');
select results_eq($$select code, last_inbound_date from catalog_items where code like 'T-%' order by 1$$,
    $$values ('T-1', null::date), ('T-2', '2026-01-05'), ('T-3', null)$$, 'as they were');
select throws_ok($$select * from ops.repair_integrity(rule => 'catalog_last_inbound_date', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
