-- Whether the latest call of a function by us had its effect.
create or replace function ops._verify_effect()
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'Expected side effects occur',
            case
                when not e.seen and f.effect_kind is distinct from 'backlog' then 'manual'
                when f.effect_kind = 'backlog' and (e.at is null or e.at > i.asked_at) then 'passed'
                when f.effect_kind = 'trace' and e.at >= i.asked_at then 'passed'
                when ops.now() < i.asked_at + interval '5 minutes' then 'pending'
                else 'failed'
            end,
            case
                when not e.seen and f.effect_kind is distinct from 'backlog' then format('%s: %s', i.function,
                    e.problem)
                when f.effect_kind = 'backlog' then format('%s: %s', i.function, coalesce('work due since '
                    || ops._moment(e.at, (select ops.setting('time_zone'))),
                    'no work is due any more'))
                else format('%s: last trace %s, called %s', i.function,
                    coalesce(ops._moment(e.at, (select ops.setting('time_zone')), 'MM-DD HH24:MI:SS'), 'none'),
                    ops._moment(i.asked_at, (select ops.setting('time_zone')), 'MM-DD HH24:MI:SS'))
            end,
            jsonb_build_object('function', i.function, 'effect', f.effect, 'last_effect', e.at),
            case when e.at >= i.asked_at then null
                else format('look at what it should have written: select effect from ops.edge_functions() where name = %L', i.function)
            end
        from (
            select c.* from ops.invocation as c
            where c.kind = 'call' and c.asked_at > ops.now() - interval '24 hours'
            order by c.id desc
            limit 1
        ) as i
        join ops.edge_functions() as f
            on f.name = i.function
        cross join lateral ops._effect_seen(f.effect, f.reads) as e;
    if not found then
        return query select 'Expected side effects occur', 'manual', 'no call by us to look for the effect of',
            '{}'::jsonb,
            'select function, state, note from ops.app_schedules()';
    end if;
end
$$;
comment on function ops._verify_effect() is 'One row; pending for five minutes after the call.';
revoke all on function ops._verify_effect() from public;
