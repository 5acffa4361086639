-- New numbers for the rolls of some lots: in the order of the old ones, the older roll first.
create or replace function ops._lot_roll_positions_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select jsonb_build_object('id', w.lot_id), 'public.rolls', jsonb_build_object('id', w.id), 'update',
            jsonb_build_object('position', w."position"::text), jsonb_build_object('position', w.place::text),
            format('lot %s: roll %s becomes roll %s', l.lot_number, w."position", w.place)
        from (
            select r.id, r.lot_id, r."position",
                row_number() over (partition by r.lot_id order by r."position", r.created_at, r.id) as place
            from public.rolls as r
            where r.lot_id = any (keys::uuid[])
        ) as w
        join public.lots as l
            on l.id = w.lot_id
        where w."position" <> w.place
        order by w.lot_id, w.place;
end
$$;
comment on function ops._lot_roll_positions_changes(text[]) is 'One update a roll whose number changes; the rolls of a lot change together.';
revoke all on function ops._lot_roll_positions_changes(text[]) from public;
