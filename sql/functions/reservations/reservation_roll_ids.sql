-- Lines that name rolls which they cannot have.
create or replace function ops.reservation_roll_ids(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- the other line of a doubly reserved roll counts as well, so a look at some lines is a look at their lots
    v_lines uuid[] := case when keys is not null then array(
        select n.id
        from public.reservation_lines as l
        join public.reservation_lines as n
            on n.lot_id = l.lot_id
        where l.id = any (keys::uuid[])
        union
        select k::uuid from unnest(keys) as k
    ) end;
begin
    return query
        with named as materialized (
            select n.*, row_number() over (partition by n.roll, n.lot_id, n.status order by n.created_at, n.line) as place
            from ops._line_rolls(v_lines) as n
        ),
        wrong as (
            select n.line, n.token,
                case
                    when n.roll is null then 'malformed'
                    when r.id is null then 'missing'
                    when n.lot_id is distinct from r.lot_id then 'other_lot'
                    -- the first to name it keeps it
                    when n.status = 'active' and n.place > 1 then 'twice_active'
                end as fault
            from named as n
            left join public.rolls as r
                on r.id = n.roll
        )
        select 'public.reservation_lines',
            jsonb_build_object('id', l.id),
            left(format('reservation %s, line of %s m: roll ids %s', v.reservation_number, l.reserved_meters,
                string_agg(distinct replace(w.fault, '_', ' '), ', ' order by replace(w.fault, '_', ' '))), 100),
            case when count(distinct w.fault) = 1 then min(w.fault) else 'ambiguous' end,
            null::jsonb,
            to_jsonb(l.roll_ids),
            l.reserved_meters,
            jsonb_build_object('tokens', jsonb_agg(w.token order by w.token)),
            null::text
        from wrong as w
        join public.reservation_lines as l
            on l.id = w.line
        join public.reservations as v
            on v.id = l.reservation_id
        where w.fault is not null and (keys is null or l.id = any (keys::uuid[]))
        group by l.id, v.id;
end
$$;
comment on function ops.reservation_roll_ids(text[]) is 'Lines of active and converted reservations with a roll id that is malformed, missing, of another lot, or active in an earlier line too. Blanks and empty text mean none.';
revoke all on function ops.reservation_roll_ids(text[]) from public;
select ops._define_rule(
    name => 'reservation_roll_ids',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A line names rolls of its own lot that exist, and no roll twice',
    why => 'Converting fails silently on such a roll, or two customers are promised the same piece.',
    repair_class => 'decide',
    causes => array['malformed', 'missing', 'other_lot', 'twice_active'],
    reads => '{"public.reservation_lines": ["id", "reservation_id", "lot_id", "reserved_meters", "roll_ids", "created_at"],
        "public.reservations": ["id", "reservation_number", "status"], "public.rolls": ["id", "lot_id"]}',
    choices => '[{"choice": "forget_rolls", "what": "the line is written anew without any rolls; the app shows its metres, and rolls are chosen again when it is converted", "changes": "ops._forget_rolls_changes"}]'
);
