-- What a run has to do: the changes of its plan, or the way back of another run's changes.
-- plpgsql, which keeps the plan: a batch asks a score of times, and a plan each time would cost more than the answer.
create or replace function ops._run_items(run bigint, low integer default 1, high integer default 2147483647)
returns table (
    "position" integer, rule text, cause text, message text, subject text, key jsonb, action text, before jsonb,
    after jsonb, size numeric, undoes bigint,
    key_value text, choice text, about text, together text
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
begin
    return query
        select c."position", c.rule, c.cause, c.message, c.subject, c.key, c.action, c.before, c.after, c.size, null::bigint,
            ops._key_value(c.key), c.choice, c.about, c.together
        from ops.run as r
        join ops.plan_change as c
            on c.plan = r.plan and c.state = 'planned'
        where r.id = _run_items.run and c."position" between low and high
        union all
        -- backwards, so that what was removed last comes back first
        select l.last + 1 - c."position", c.rule, c.cause, ops._cut('undo: ' || c.message), c.subject,
            c.key,
            case c.action when 'update' then 'update' when 'delete' then 'insert' else 'delete' end,
            c.after - c.stamped, c.before - c.stamped, c.size, c.id,
            ops._key_value(c.key), null, null, c.together
        from ops.run as r
        cross join lateral (select max(m."position") as last from ops.change as m where m.run = r.undoes and m.caused_by is null) as l
        join ops.change as c
            on c.run = r.undoes and c.caused_by is null and c."position" between l.last + 1 - high::bigint and l.last + 1 - low
        where r.id = _run_items.run;
end
$$;
comment on function ops._run_items(bigint, integer, integer) is 'Items by position, from low to high; an undo swaps before and after and leaves out what triggers stamped.';
revoke all on function ops._run_items(bigint, integer, integer) from public;
