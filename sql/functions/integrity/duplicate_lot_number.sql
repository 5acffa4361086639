-- Lots in stock that share their number with another one.
create or replace function ops.duplicate_lot_number(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.lots',
            jsonb_build_object('id', w.id),
            left(format('lot %s: %s lots in stock carry this number; this one is %s %s, %s m', w.lot_number, d.copies,
                w.quality, w.color, w.meters), 100),
            null::text,
            null::jsonb,
            to_jsonb(w.lot_number),
            w.meters,
            jsonb_build_object('lots', d.copies, 'entry_date', w.entry_date),
            null::text
        from (
            select l.lot_number, count(*) as copies
            from public.lots as l
            where l.status = 'in_stock'
                and (
                    keys is null
                    or l.lot_number in (select k.lot_number from public.lots as k where k.id = any (keys::uuid[]))
                )
            group by l.lot_number
            having count(*) > 1
        ) as d
        join public.lots as w
            on w.lot_number = d.lot_number and w.status = 'in_stock'
        where keys is null or w.id = any (keys::uuid[]);
end
$$;
comment on function ops.duplicate_lot_number(text[]) is 'Lots in stock with the same number: the application reads and writes them by number, and expects one row.';
revoke all on function ops.duplicate_lot_number(text[]) from public;
select ops._define_rule(
    name => 'duplicate_lot_number',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'Two lots in stock never share a number',
    why => 'Fulfilling an order finds two lots: it changes neither, or overwrites both with one''s metres.',
    repair_class => 'report',
    reads => '{"public.lots": ["id", "lot_number", "quality", "color", "meters", "entry_date", "status"]}'
);
