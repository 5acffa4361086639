-- What a run did, row by row, and what it left alone.
create or replace function ops.run_rows(run bigint)
returns setof ops.outcome
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_run(run);
    return query
        select o.*
        from (
            select c.run, c."position", c.rule, c.cause, c.message, c.subject, c.key, c.before, c.after, c.size,
                case r.kind when 'undo' then 'restored' else 'applied' end as state,
                case when c.stamped <> '{}'
                    then format('stamped by the application''s triggers, not restorable: %s', array_to_string(c.stamped, ', '))
                end as note
            from ops.change as c
            join ops.run as r
                on r.id = c.run
            where c.run = run_rows.run
            union all
            select s.run, s."position", s.rule, s.cause, s.message, s.subject, s.key, null, null, s.size, s.state, s.note
            from ops.run_skip as s
            where s.run = run_rows.run
        ) as o
        order by o."position";
    return query
        select r.id, null::integer, null, null, format('run %s was refused: %s', r.id, r.note), null, null::jsonb,
            null::jsonb, null::jsonb, null::numeric, 'refused', r.note
        from ops.run as r
        where r.id = run_rows.run and r.state = 'refused';
end
$$;
comment on function ops.run_rows(bigint) is 'One row a change (applied, restored) or row left alone (stale, busy, conflict, held, refused). OP007 for an unknown run.';
revoke all on function ops.run_rows(bigint) from public;
grant execute on function ops.run_rows(bigint) to ops_reader;
