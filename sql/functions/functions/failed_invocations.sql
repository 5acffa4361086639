-- Functions whose latest call by us did not succeed.
create or replace function ops.failed_invocations(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'ops.invocation',
            jsonb_build_object('id', v.id),
            left(format('call %s of %s: %s', v.id, v.function, case
                when v.state = 'answered' then 'answered ' || v.status_code
                when v.state = 'failed' then coalesce(v.error, 'no answer')
                when v.state = 'sent' then 'no answer within ' || v.time_limit
                else 'its answer was deleted before anybody looked'
            end), 100),
            null::text,
            null::jsonb,
            to_jsonb(coalesce(v.status_code::text, v.state)),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('channel', v.channel, 'asked_at', v.asked_at, 'actor', v.actor,
                'answer', left(v.answer, 200))),
            format('select * from ops.invoke_result(%s)', v.id)
        from (
            select l.id, l.function, l.channel, l.asked_at, l.actor, l.time_limit,
                r.state, r.status_code, r.answer, r.error
            from (
                select distinct on (i.function) i.*
                from ops.invocation as i
                where i.kind = 'call'
                order by i.function, i.id desc
            ) as l
            cross join lateral ops._invocation_now(l.id) as r
        ) as v
        where v.asked_at > v_now - interval '24 hours'
            and (v.state in ('failed', 'lost') or v.status_code >= 300
                or (v.state = 'sent' and v.asked_at + v.time_limit + interval '1 minute' < v_now))
            and (keys is null or v.id::text = any (keys));
end
$$;
comment on function ops.failed_invocations(text[]) is
    'Calls of the last 24 hours by ops.invoke_function or lotastro-ops invoke: the latest one a function. Answers of '
    'pg_net are read as they are now.';
revoke all on function ops.failed_invocations(text[]) from public;
select ops._define_rule(
    name => 'failed_invocations',
    area => 'functions',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'The latest call of each function that we made succeeded',
    why => 'Somebody called it to mend something, and it did not happen.',
    repair_class => 'report',
    reads => '{"ops.invocation": ["id"]}'
);
