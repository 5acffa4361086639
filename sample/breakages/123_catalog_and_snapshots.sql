-- Lists edited on one of two screens, articles loaded past their trigger, and snapshots that were cut off.
create function sample.break_edited_list(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    item record;
    broken integer := 0;
begin
    for item in
        select c.id
        from public.catalog_items as c
        where c.suppliers is not null and not exists (select from sample.touched as t where t.key = c.id)
        order by c.code
        limit instances
    loop
        update public.catalog_items set suppliers = suppliers || ', Nobody' where id = item.id;
        perform sample.record_row('edited_list', 'name_lists', 'public.catalog_items', item.id);
        broken := broken + 1;
    end loop;
    -- an alias that only the array knows
    update public.qualities set aliases = aliases || 'OTHER'::text where code = sample.quality(3);
    insert into sample.breakage (mechanism, rule, subject, key)
    values ('edited_list', 'name_lists', 'public.qualities', jsonb_build_object('code', sample.quality(3))::text);
    return sample.report_shortage('edited_list', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('edited_list', 340);

create function sample.break_loaded_articles(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    item record;
    broken integer := 0;
begin
    alter table public.catalog_items disable trigger sync_catalog_item_active;
    for item in
        select c.id
        from public.catalog_items as c
        where not exists (select from sample.touched as t where t.key = c.id)
        order by c.code desc
        limit instances
    loop
        update public.catalog_items set status = 'discontinued' where id = item.id;
        perform sample.record_row('loaded_articles', 'catalog_is_active', 'public.catalog_items', item.id);
        broken := broken + 1;
    end loop;
    alter table public.catalog_items enable trigger sync_catalog_item_active;
    return sample.report_shortage('loaded_articles', instances, broken);
end
$$;
insert into sample.mechanism (name, turn) values ('loaded_articles', 341);

create function sample.break_cut_snapshot(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    taken record;
    day date := (select min(s.snapshot_date) from public.inventory_snapshots as s);
    row_id uuid;
begin
    select s.* into taken from public.inventory_snapshots as s order by s.snapshot_date limit 1;
    for n in 1..instances loop
        -- the function that writes a day was cut off between its totals and its breakdowns
        insert into public.inventory_snapshots (
            snapshot_date, total_lots, total_rolls, total_meters, total_reserved_meters, total_available_meters, by_status,
            by_quality, by_color, created_at
        )
        values (
            day - n, taken.total_lots, taken.total_rolls, taken.total_meters, taken.total_reserved_meters,
            taken.total_available_meters + case when n % 2 = 0 then 10 else 0 end, taken.by_status,
            case when n % 2 = 1 then '{"V701": 5}' else taken.by_quality end, taken.by_color, taken.created_at - interval '1 day' * n
        )
        returning id into row_id;
        perform sample.take_snapshot(day - n, false);
        perform sample.record_row('cut_snapshot', 'snapshot_totals', 'public.inventory_snapshots', row_id);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('cut_snapshot', 342);
