-- The one line that ends a run: what was done, what was left alone, and the way back.
create or replace function ops._run_summary(run bigint)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select concat_ws(' · ',
        format('run %s %s: %s of %s rows %s (%s m)', r.id, r.state, r.done, r.planned,
            case r.kind when 'undo' then 'restored' else 'applied' end,
            ops._metres(coalesce((select sum(c.size) from ops.change as c where c.run = r.id and c.caused_by is null), 0))),
        (select string_agg(s.rows || ' ' || s.state, ', ' order by s.state)
            from (select k.state, count(*) as rows from ops.run_skip as k where k.run = r.id group by k.state) as s),
        r.note,
        ops._waiting((select p.waiting from ops.plan as p where p.id = r.plan)),
        case when r.done > 0 then format('undo: select * from ops.undo(%s, ''why'')', r.id) end)
    from ops.run as r
    where r.id = run
$$;
comment on function ops._run_summary(bigint) is 'Rows and metres done, rows left alone by reason, and the call that undoes it.';
revoke all on function ops._run_summary(bigint) from public;
