-- Whether the latest call of a function by us was answered with success.
create or replace function ops._verify_answer()
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'Function returns 200 status',
            case
                when n.state = 'answered' and n.status_code between 200 and 299 then 'passed'
                when n.state = 'sent' and i.asked_at + i.time_limit + interval '1 minute' > ops.now() then 'pending'
                else 'failed'
            end,
            case
                when n.state = 'answered' then format('%s answered %s at %s', i.function, n.status_code,
                    ops._moment(n.answered_at, (select ops.setting('time_zone')), 'HH24:MI:SS'))
                when n.state = 'sent' then format('%s: pending until %s', i.function,
                    to_char((i.asked_at + i.time_limit) at time zone (select ops.setting('time_zone')), 'HH24:MI:SS'))
                else format('%s: %s', i.function, coalesce(n.error, 'no answer'))
            end,
            jsonb_build_object('invocation', i.id, 'asked_at', i.asked_at, 'answer', left(n.answer, 400)),
            case when n.status_code between 200 and 299 then null
                else format('select * from ops.invoke_result(%s)', i.id) end
        from (
            select c.* from ops.invocation as c
            where c.kind = 'call' and c.asked_at > ops.now() - interval '24 hours'
            order by c.id desc
            limit 1
        ) as i
        cross join lateral ops._invocation_now(i.id) as n;
    if not found then
        return query select 'Function returns 200 status', 'manual', 'nobody called a function through us in 24 hours',
            '{}'::jsonb, 'select * from ops.invoke_function(''<function>'', reason => ''why'')';
    end if;
end
$$;
comment on function ops._verify_answer() is 'One row.';
revoke all on function ops._verify_answer() from public;
