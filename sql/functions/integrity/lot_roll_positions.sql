-- Lots whose rolls are not numbered 1 to n.
create or replace function ops.lot_roll_positions(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.lots',
            jsonb_build_object('id', l.id),
            left(format('lot %s: its %s rolls are numbered %s', l.lot_number, w.rolls, p.positions), 100),
            null::text,
            null::jsonb,
            to_jsonb(p.positions),
            null::numeric,
            jsonb_build_object('rolls', w.rolls),
            null::text
        from (
            select r.lot_id, count(*) as rolls
            from public.rolls as r
            where keys is null or r.lot_id = any (keys::uuid[])
            group by r.lot_id
            -- n different numbers from 1 to n, told by their count and the highest of them
            having count(distinct r."position") <> count(*) or max(r."position") <> count(*)
        ) as w
        -- only of what is found: the planner expects many and would read every lot
        cross join lateral (select t.id, t.lot_number from public.lots as t where t.id = w.lot_id limit 1) as l
        cross join lateral (
            select string_agg(r."position"::text, ', ' order by r."position") as positions
            from public.rolls as r
            where r.lot_id = w.lot_id
        ) as p;
end
$$;
comment on function ops.lot_roll_positions(text[]) is 'Positions must be 1..n, each once; no key of the application sees to it.';
revoke all on function ops.lot_roll_positions(text[]) from public;
select ops._define_rule(
    name => 'lot_roll_positions',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'The rolls of a lot are numbered from 1, each number once',
    why => 'Two rolls answer to one number: the wrong one is picked, or counted twice at a stock take.',
    repair_class => 'auto',
    changes => 'ops._lot_roll_positions_changes',
    turn => 50,
    reads => '{"public.lots": ["id", "lot_number"], "public.rolls": ["id", "lot_id", "position", "created_at"]}'
);
