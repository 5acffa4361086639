-- The parents a few drifted ones must be looked at with: those to or from which a line may have been moved.
create or replace function ops._counter_context(scope text, keys uuid[], drifts numeric[])
returns table (id uuid, drift numeric)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_others uuid[];
begin
    return query select k.id, k.drift from unnest(keys, drifts) as k (id, drift);
    -- more than a few are what the whole rule found, or a plan made from it
    if cardinality(keys) > 20 then
        return;
    end if;
    if scope = 'INVENTORY' then
        v_others := array(
            select l.lot_id
            from public.lots as t
            join public.reservation_lines as l
                on l.quality = t.quality and l.color = t.color
            join public.lots as o
                on o.id = l.lot_id
            where t.id = any (keys) and (o.quality <> t.quality or o.color <> t.color)
            union
            select o.id
            from ops._stray_lines(scope, keys) as s
            join public.lots as o
                on o.quality = s.quality and o.color = s.color
        );
        return query
            select t.id, t.reserved_meters - coalesce(e.value, 0)
            from public.lots as t
            left join ops.lot_reserved_meters(v_others) as e
                on e.key = t.id
            where t.id = any (v_others) and not t.id = any (keys) and t.reserved_meters <> coalesce(e.value, 0);
    else
        v_others := array(
            select l.incoming_stock_id
            from public.incoming_stock as t
            join public.reservation_lines as l
                on l.quality = t.quality and l.color = t.color
            join public.incoming_stock as o
                on o.id = l.incoming_stock_id
            where t.id = any (keys) and (o.quality <> t.quality or o.color <> t.color)
            union
            select o.id
            from ops._stray_lines(scope, keys) as s
            join public.incoming_stock as o
                on o.quality = s.quality and o.color = s.color
        );
        return query
            select t.id, t.reserved_meters - coalesce(e.value, 0)
            from public.incoming_stock as t
            left join ops.incoming_reserved_meters(v_others) as e
                on e.key = t.id
            where t.id = any (v_others) and not t.id = any (keys) and t.reserved_meters <> coalesce(e.value, 0);
    end if;
end
$$;
comment on function ops._counter_context(text, uuid[], numeric[]) is 'The given drifts, and, where they are twenty or fewer, those of parents that share a stray label with them.';
revoke all on function ops._counter_context(text, uuid[], numeric[]) from public;
