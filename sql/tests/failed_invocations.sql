-- Functions whose latest call by us did not succeed.
begin;
select plan(6);

create function pg_temp.call(name text, state text, status integer default null, age interval default '1 minute', kind text default 'call', channel text default 'command line')
returns bigint language sql as $$
    insert into ops.invocation (function, channel, kind, url, headers, actor, reason, asked_at, time_limit, state, status_code, error, request_id)
    values (name, channel, kind, 'https://x.example/' || name, '{}', 'a', 'r', now() - age, '30 seconds', state, status,
        case when state = 'failed' then 'nothing listens there' end, case when channel = 'pg_net' then 4711 end)
    returning id
$$;
select pg_temp.call('good', 'answered', 299), pg_temp.call('waits', 'sent'), pg_temp.call('old', 'failed', age => '25 hours'),
    pg_temp.call('probed', 'answered', 401, kind => 'probe'), pg_temp.call('mended', 'failed', age => '2 hours'), pg_temp.call('mended', 'answered', 200);
select is_empty($$select * from ops.check_rule('failed_invocations')$$, 'answered, still in time, yesterday''s, a probe, or mended since: nothing');
select set_config('test.b', pg_temp.call('broken', 'answered', 500)::text, true), pg_temp.call('away', 'failed'), pg_temp.call('gone', 'lost'),
    pg_temp.call('moved', 'answered', 302), pg_temp.call('silent', 'sent', age => '2 minutes');
select results_eq(
    $$select severity, regexp_replace(message, '^call \d+', 'call N'), observed #>> '{}', size from ops.check_rule('failed_invocations') order by 2$$,
    $$values ('P2', 'call N of away: nothing listens there', 'failed', null::numeric), ('P2', 'call N of broken: answered 500', '500', null),
        ('P2', 'call N of gone: its answer was deleted before anybody looked', 'lost', null), ('P2', 'call N of moved: answered 302', '302', null),
        ('P2', 'call N of silent: no answer within 00:00:30', 'sent', null)$$, 'each way to fail is told'
);
select results_eq($$select h.fix from ops.failed_invocations(array[current_setting('test.b')]) as h$$,
    $$values (format('select * from ops.invoke_result(%s)', current_setting('test.b')))$$, 'by key, with the next call');
select set_config('test.n', pg_temp.call('net', 'sent', channel => 'pg_net')::text, true);
select is_empty($$select * from ops.failed_invocations(array[current_setting('test.n')])$$, 'a request of pg_net that is out says nothing');
insert into net._http_response (id, status_code, content, timed_out) values (4711, 500, 'oh', false);
select results_eq($$select h.observed #>> '{}', h.detail ->> 'answer' from ops.failed_invocations(array[current_setting('test.n')]) as h$$, $$values ('500', 'oh')$$,
    'its answer is read where pg_net has it, though nobody has asked for it yet');
select is((select state from ops.invocation where id = current_setting('test.n')::bigint), 'sent', 'and a check records nothing');

select * from finish();
rollback;
