-- Lines written anew with some columns changed: the application's validator refuses an update of a line,
-- because it gives no credit for the line's own metres; once it is gone they are free again.
create or replace function ops._rewritten_lines(lines uuid[], columns jsonb[], note text)
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select p.about, 'public.reservation_lines', p.key, p.action, null::jsonb, p.after, _rewritten_lines.note
        from (
            select jsonb_build_object('id', w.line) as about, jsonb_build_object('id', w.line) as key,
                'delete' as action, null::jsonb as after, 1 as turn
            from unnest(lines) as w (line)
            union all
            select jsonb_build_object('id', w.line), jsonb_build_object('id', n.id), 'insert',
                i.image || w.changed || jsonb_build_object('id', n.id), 2
            from unnest(lines, columns) as w (line, changed)
            join ops._row_images('public.reservation_lines', lines::text[]) as i
                on i.key = w.line::text
            -- a key can be taken twice in a plan only by the same change
            cross join lateral (select gen_random_uuid()::text as id where w.line is not null) as n
        ) as p
        order by p.about, p.turn;
end
$$;
comment on function ops._rewritten_lines(uuid[], jsonb[], text) is 'Proposals: each line removed and written again under a new id, all other columns as they were. The arrays are parallel.';
revoke all on function ops._rewritten_lines(uuid[], jsonb[], text) from public;
