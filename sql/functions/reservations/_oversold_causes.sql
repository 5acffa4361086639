-- Why more of a lot is held than there is.
create or replace function ops._oversold_causes(lots uuid[])
returns table (key uuid, cause text, detail jsonb)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with line as materialized (
        select h.parent, h.reservation_id, h.metres, h.holds, h.why, l.created_at, l.writer, l.over_at
        from ops._holding_lines('INVENTORY', lots) as h
        join ops._counter_lines('INVENTORY', lots) as l
            on l.line = h.line
    ),
    lot as materialized (
        select p.id, p.reserved_meters, p.writer, s.meters, i.key is not null as innocent,
            sum(n.metres) as lines,
            sum(n.metres) filter (where n.holds) as held,
            coalesce(sum(n.metres) filter (where n.why = 'active'), 0) as active,
            coalesce(sum(n.metres) filter (where n.why = 'converted_open'), 0) as open_orders,
            min(n.over_at) filter (where n.why = 'converted_open') as converted_at,
            max(n.created_at) filter (where n.why = 'active') as newest_at
        from ops._reservation_parents('INVENTORY', lots) as p
        join ops._lot_meters(lots) as s
            on s.lot = p.id
        join line as n
            on n.parent = p.id
        left join (select distinct w.key from ops._innocent_writers('INVENTORY', lots) as w) as i
            on i.key = p.id
        group by p.id, p.reserved_meters, p.writer, s.meters, i.key
    ),
    -- two lines of two transactions, close together, either of which fits without the other
    race as (
        select t.id, max(b.created_at) as at, max(a.metres + b.metres) as metres,
            -- nothing has written the lot since, so that it was not made smaller
            bool_or(t.writer in (a.writer, b.writer)) as untouched
        from lot as t
        join line as a
            on a.parent = t.id and a.holds
        join line as b
            on b.parent = t.id and b.holds and b.reservation_id <> a.reservation_id and b.writer <> a.writer
            and b.created_at between a.created_at and ops._shifted(a.created_at, interval '1 second'
                * ops._threshold('oversold_lots', 'race_seconds', 10))
        where t.held - a.metres <= t.meters and t.held - b.metres <= t.meters
        group by t.id
    ),
    candidate as (
        select r.id, 'oversold_race'::text as cause, jsonb_build_object('at', r.at, 'metres', r.metres, 'proof',
            'each of two lines of two sessions fits without the other, and nothing wrote the lot since') as detail
        from race as r
        where r.untouched
        union all
        select t.id, 'converted_open', jsonb_build_object('open_orders', t.open_orders, 'proof',
            'the counter is exactly the active lines; what open orders hold was given away, and reserved again')
        from lot as t
        where t.reserved_meters = t.active and t.active <= t.meters and t.open_orders > 0 and t.newest_at > t.converted_at
        union all
        select t.id, 'lowered_meters', jsonb_build_object('proof',
            'the counter is right, and the lot was written since by no line, reservation or shipment')
        from lot as t
        where t.reserved_meters = t.lines and not t.innocent
            and not exists (select from race as r where r.id = t.id)
    )
    select t.id,
        case count(c.cause) when 0 then 'unknown' when 1 then min(c.cause) else 'ambiguous' end,
        case count(c.cause)
            when 0 then '{}'
            when 1 then (array_agg(c.detail))[1]
            else jsonb_build_object('candidates', jsonb_agg(c.cause order by c.cause))
        end
    from lot as t
    left join candidate as c
        on c.id = t.id
    group by t.id
$$;
comment on function ops._oversold_causes(uuid[]) is 'One row a lot: oversold_race, converted_open (the runbook''s fix gave it away), lowered_meters, unknown or ambiguous, with its proof.';
revoke all on function ops._oversold_causes(uuid[]) from public;
