-- Hostile texts through single arguments of the services' calls, the others being right: nothing changes. Every function: hostile_text.sql.
begin;
select plan(4);

select ops.set_setting('functions_url', 'https://x.example/functions/v1') is null;
select vault.create_secret('s3cr3t-of-cron-0123456789', 'CRON_SECRET');
create table public.canary (id integer);
create function pg_temp.state() returns text language sql as $$
    select md5(concat(
        (select string_agg(t::text, ',' order by t::text) from ops.invocation as t), (select string_agg(t::text, ',' order by t::text) from ops.edge_function as t),
        (select count(*) from net.http_request_queue), (select string_agg(c.relname, ',' order by c.relname) from pg_class as c where c.relnamespace in ('ops'::regnamespace, 'public'::regnamespace)),
        (select string_agg(s::text, ',' order by s::text) from ops.setting as s), (select count(*) from ops.change), (select count(*) from public.count_rolls)))
$$;
create function pg_temp.hostile(n integer) returns text language sql as $f$
    select string_agg((array['''', '"', '$$', ';', '--', '/*', '\', '%s', '%I', '{}', E'\r\nx-evil: 1', 'drop table public.canary', ' or 1=1 ', ')', '(', '$1', E'\t', 'ü', '漢', '../', '@', '?',
        'null', 'process-ocr-queue ', E'\u202e', 'https://', 'select ', '||', chr(127)])[1 + (hashtextextended(n || ':' || k, 7) & 1073741823) % 29], '' order by k)
    from generate_series(1, 1 + n % 7) as k
$f$;
create table pg_temp.outcome (call integer, code text);
select set_config('test.state', pg_temp.state(), true);
do $$
declare
    v_text text;
begin
    for n in 1..1600 loop
        v_text := pg_temp.hostile(n);
        begin
            case n % 8
                when 0 then perform ops.invoke_function(v_text, reason => 'why');
                when 1 then perform ops.invoke_function('process-ocr-queue', to_jsonb(v_text), v_text);
                when 2 then perform ops.record_invocation(v_text, 'call', 'https://x.example/f', '{}', null, 'why', '1 s');
                when 3 then perform ops.record_invocation('process-ocr-queue', v_text, 'https://x.example/f', '{}', null, 'why', '1 s');
                when 4 then perform ops.record_invocation('process-ocr-queue', 'call', 'https://x.example/' || v_text || '?', '{}', null, 'why', '1 s');
                when 5 then perform ops.record_invocation('process-ocr-queue', 'call', 'https://x.example/f', array[v_text || ':'], null, 'why', '1 s');
                when 6 then perform ops.repair_ocr(rule => v_text, choice => v_text);
                else perform ops.repair_functions(false, 'starving_webhook_deliveries', array[v_text], reason => v_text, choice => v_text);
            end case;
            insert into pg_temp.outcome values (n % 8, 'done');
        exception
            when others then
                insert into pg_temp.outcome values (n % 8, sqlstate);
        end;
    end loop;
end
$$;
select is((select count(*) from pg_temp.outcome), 1600::bigint, 'all were tried');
select is_empty($$select call, code, count(*) from pg_temp.outcome where code !~ '^OP0(02|05|09|13)$' and not (call = 1 and code = 'done') group by 1, 2$$,
    'each was refused with a code of ours, but for a body and a reason, which may be any text in a plan');
select is(pg_temp.state(), current_setting('test.state'), 'nothing was called, recorded or changed');
select is((select count(*) from public.canary), 0::bigint, 'and nothing dropped');

select * from finish();
rollback;
