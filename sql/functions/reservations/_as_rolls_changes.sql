-- Writes lines anew with the metres of their rolls.
create or replace function ops._as_rolls_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lines uuid[];
    v_metres jsonb[];
begin
    select array_agg(s.line order by s.line), array_agg(jsonb_build_object('reserved_meters', round(s.metres, 2)::text) order by s.line)
    into v_lines, v_metres
    from (
        select n.line, sum(r.meters) as metres
        from ops._line_rolls(keys::uuid[]) as n
        join public.rolls as r
            on r.id = n.roll
        group by n.line
    ) as s
    -- what the column can hold; another sum is for a person
    where round(s.metres, 2) > 0 and round(s.metres, 2) < 1e8;
    return query select p.* from ops._rewritten_lines(v_lines, v_metres, 'the line takes the metres of its rolls') as p;
end
$$;
comment on function ops._as_rolls_changes(text[]) is 'Choice as_rolls of reservation_line_meters.';
revoke all on function ops._as_rolls_changes(text[]) from public;
