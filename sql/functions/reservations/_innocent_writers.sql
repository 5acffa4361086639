-- Which parents were last written by something other than their counter: created, received, shipped, or by a
-- reservation that lost its lines in the same transaction.
create or replace function ops._innocent_writers(scope text, keys uuid[])
returns table (key uuid)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with parent as materialized (
            select p.id, p.writer, p.updated_at from ops._reservation_parents(_innocent_writers.scope, keys) as p
        ),
        -- only then the lines: hardly a reservation was written with one of these parents
        beside as materialized (
            select r.id, r.xmin::text as writer, r.updated_at
            from public.reservations as r
            where r.xmin::text in (select p.writer from parent as p)
                or r.updated_at in (select p.updated_at from parent as p)
        ),
        lost as materialized (
            select b.writer, b.updated_at
            from beside as b
            where not exists (select from public.reservation_lines as l where l.reservation_id = b.id)
        )
        select p.id
        from parent as p
        join ops._counter_lines(_innocent_writers.scope, keys) as l
            on l.parent = p.id
        -- a line of that very transaction; or one that came later, so that the write was before it
        where l.writer = p.writer or l.created_at > p.updated_at
        union
        select p.id
        from parent as p
        -- by transaction; by time, for a trigger that worked in a subtransaction
        where p.writer in (select w.writer from lost as w)
            or p.updated_at in (select w.updated_at from lost as w);
    if scope = 'INVENTORY' then
        return query
            select p.id
            from ops._reservation_parents(scope, keys) as p
            join public.rolls as r
                on r.lot_id = p.id
            left join public.inventory_transactions as t
                on t.roll_id = r.id
            -- the screens ship a roll in several calls, one after another
            where r.xmin::text = p.writer
                or t.created_at between ops._shifted(p.updated_at, -interval '10 seconds') and ops._shifted(p.updated_at, interval '10 seconds');
    else
        return query
            select p.id
            from ops._reservation_parents(scope, keys) as p
            join public.goods_in_receipts as g
                on g.incoming_stock_id = p.id
            where g.xmin::text = p.writer
                or g.created_at between ops._shifted(p.updated_at, -interval '10 seconds') and ops._shifted(p.updated_at, interval '10 seconds');
    end if;
end
$$;
comment on function ops._innocent_writers(text, uuid[]) is 'Keys, some more than once, whose last write is accounted for without anybody writing the counter. Equal transactions and times only ever clear, they never accuse.';
revoke all on function ops._innocent_writers(text, uuid[]) from public;
