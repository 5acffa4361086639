-- Functions that let a wrong secret in.
begin;
select plan(4);

create function pg_temp.call(name text, status integer, kind text default 'probe') returns bigint language sql as $$
    insert into ops.invocation (function, channel, kind, url, headers, actor, reason, asked_at, time_limit, state, status_code)
    values (name, 'command line', kind, 'https://x.example/' || name, '{}', 'a', 'r', now(), '30 seconds', case when status is null then 'failed' else 'answered' end, status)
    returning id
$$;
select pg_temp.call('closed', 401), pg_temp.call('away', null), pg_temp.call('moved', 300), pg_temp.call('called', 200, 'call'),
    pg_temp.call('mended', 200), pg_temp.call('mended', 401);
select is_empty($$select * from ops.check_rule('open_functions')$$, 'refused, not reached, redirected, called in earnest, or mended since: nothing');
select set_config('test.o', pg_temp.call('open', 200)::text, true), pg_temp.call('open', null), pg_temp.call('open2', 204);
select results_eq(
    $$select severity, message, expected, observed, size from ops.check_rule('open_functions') order by message$$,
    $$values ('P1', 'open ran for a caller with a wrong secret (answered 200): CRON_SECRET is not set there', '401'::jsonb, '200'::jsonb, null::numeric),
        ('P1', 'open2 ran for a caller with a wrong secret (answered 204): CRON_SECRET is not set there', '401', '204', null)$$,
    'let in by the latest probe that was answered'
);
select is((select count(*) from ops.open_functions(array[current_setting('test.o')])), 1::bigint, 'by key');
select is_empty($$select * from ops.open_functions('{0}')$$, 'and not by another');

select * from finish();
rollback;
