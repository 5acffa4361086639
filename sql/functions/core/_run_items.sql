-- What a run has to do: the changes of its plan, or the way back of another run's changes.
create or replace function ops._run_items(run bigint)
returns table (
    "position" integer, rule text, cause text, message text, subject text, key jsonb, action text, before jsonb,
    after jsonb, size numeric, undoes bigint
)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c."position", c.rule, c.cause, c.message, c.subject, c.key, c.action, c.before, c.after, c.size, null::bigint
    from ops.run as r
    join ops.plan_change as c
        on c.plan = r.plan and c.state = 'planned'
    where r.id = _run_items.run
    union all
    -- backwards, so that what was removed last comes back first
    select (row_number() over (order by c.id desc))::integer, c.rule, c.cause, left('undo: ' || c.message, 100), c.subject,
        c.key,
        case c.action when 'update' then 'update' when 'delete' then 'insert' else 'delete' end,
        c.after - c.stamped, c.before - c.stamped, c.size, c.id
    from ops.run as r
    join ops.change as c
        on c.run = r.undoes
    where r.id = _run_items.run
$$;
comment on function ops._run_items(bigint) is 'Items by position; an undo swaps before and after and leaves out what triggers stamped.';
revoke all on function ops._run_items(bigint) from public;
