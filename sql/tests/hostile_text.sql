-- Ten thousand hostile texts through every text argument of every function that somebody may call, and of every rule of the
-- services, as the catalog lists them: whatever is added later is tried too.
begin;
select plan(8);

set local client_min_messages = error;
create table public.canary (id integer);
select sample.a_user();
select sample.a_lot('T-1');
insert into api_keys (name, key_prefix, key_hash, service) values ('CRM', 'lk_1', 'h1', 'crm');
insert into login_attempts (email) select 'fixture@lotastro.example' from generate_series(1, 5);
insert into email_log (recipient, subject, status, retry_count) values ('a@x.example', 'S', 'failed', null);
insert into webhook_subscriptions (event_type, endpoint_url, secret, is_active) values ('order.created', 'https://x.example', 's', false);
select ops.open_incident('email', 'P3', 'mails fail');
select ops.set_setting('functions_url', 'https://x.example/functions/v1');
select vault.create_secret('s3cr3t-of-cron-0123456789', 'CRON_SECRET');

create function pg_temp.hostile(n integer) returns text language sql as $f$
    select string_agg((array['''', '"', '$$', ';', '--', '/*', '\', '%s', '%I', '%L', '{}', '{NULL}', E'\r\nx-evil: 1', '''; drop table public.canary; --',
        ' or 1=1 ', ')', '(', '$1', E'\t', 'ü', '漢', E'\u202e', '../../etc/passwd', '@', '?', 'null', 'NaN', '-1', '1e999', 'process-ocr-queue ',
        'https://', ') union select 1 --', '||', chr(127), E'\x01', E'\ufeff', 'İ', '<script>', 'pg_sleep(9)', '{{name}}', repeat('x', 3000)])
        [1 + (hashtextextended(n || ':' || k, 7) & 1073741823) % 41], '' order by k) || n
    from generate_series(1, 1 + n % 6) as k
$f$;
-- what a stranger's text could have done: rows of the application, its platform and our record of deeds; objects and their grants
create function pg_temp.state() returns text language plpgsql as $$
declare
    v_table text;
    v_rows text;
    v_all text := '';
begin
    for v_table in
        select c.oid::regclass::text from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where c.relkind = 'r' and (n.nspname in ('public', 'auth', 'storage', 'vault', 'net') or c.oid in ('ops.change'::regclass, 'ops.invocation'::regclass,
            'ops.signal'::regclass, 'ops.edge_function'::regclass, 'ops.edge_function_setting'::regclass, 'ops.setting'::regclass, 'ops.promotion'::regclass, 'ops.hold'::regclass))
            and has_table_privilege(c.oid, 'select')
        order by 1
    loop
        execute format('select md5(string_agg(t::text, '','' order by t::text)) from %s as t', v_table) into v_rows;
        v_all := concat_ws(' ', v_all, v_table, v_rows);
    end loop;
    return md5(concat(v_all,
        (select string_agg(concat_ws(' ', c.oid, c.relname, c.relowner, c.relacl), ',' order by c.oid) from pg_class as c where c.relnamespace <> pg_my_temp_schema()),
        (select string_agg(concat_ws(' ', p.oid, p.proowner, p.proacl, md5(p.prosrc)), ',' order by p.oid) from pg_proc as p where p.pronamespace <> pg_my_temp_schema())));
end
$$;

-- one row a text argument: the call with %1$L where the hostile text goes
create temporary table attack as
with fitting (argument, value) as (
    values ('area', 'email'), ('rule', 'mail_never_read'), ('key', 'CRM'), ('email', 'fixture@lotastro.example'), ('severity', 'P3'),
        ('function', 'process-ocr-queue'), ('incident', (select max(i.id)::text from ops.incident as i))
),
argument as (
    select p.oid, p.proname as name, p.provolatile, a.name as argument, a.type, a.place, a.place > p.pronargs - p.pronargdefaults as optional,
        r.name is not null as is_rule
    from pg_proc as p
    left join ops.rule as r
        on r.name = p.proname and r.area in ('auth', 'functions', 'email', 'ocr', 'rate_limits') and r.kind = 'query'
    cross join lateral (
        select coalesce(p.proargnames[i.n], '') as name, t.type::regtype::text as type, i.place
        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as t (type, n)
        join (
            select m.n, row_number() over (order by m.n) as place
            from generate_series(1, coalesce(array_length(p.proallargtypes, 1), p.pronargs)) as m (n)
            where coalesce(p.proargmodes[m.n], 'i') in ('i', 'b', 'v')
        ) as i
            on i.n = t.n
    ) as a
    where p.pronamespace = 'ops'::regnamespace and p.prokind = 'f' and (has_function_privilege('ops_operator', p.oid, 'execute') or r.name is not null)
),
filled as (
    select h.oid, h.name, h.provolatile, h.argument as hostile, h.is_rule,
        string_agg(format('%I => %s', a.argument, case
            when a.argument = h.argument and a.type = 'text[]' then 'array[%1$L]'
            when a.argument = h.argument and a.type = 'jsonb' then 'to_jsonb(%1$L::text)'
            when a.argument = h.argument then '%1$L'
            -- where the text names what to act on, nothing may happen; where it is only a reason, everything would
            when a.argument = 'dry_run' then (h.argument in ('reason', 'body') or h.name like 'terminate%')::text
            when a.argument = 'rule' and h.argument = 'keys' then '%2$L'
            -- the others are right, so that the hostile one is reached
            when f.value is not null then quote_literal(f.value)
            when a.type = 'text' then quote_literal('why')
            when a.type = 'text[]' then quote_literal('{why}')
            when a.type = 'jsonb' then quote_literal('[]')
            when a.type in ('bigint', 'integer', 'numeric') then '1'
            when a.type = 'uuid' then quote_literal('00000000-0000-4000-8000-00000000000f')
            when a.type = 'interval' then quote_literal('1 minute')
            when a.type = 'boolean' then 'true'
            when a.type = 'date' then 'current_date'
            when a.type = 'timestamp with time zone' then 'now() + interval ''1 day'''
            else 'null' end), ', ' order by a.place) as arguments
    from argument as h
    join argument as a
        on a.oid = h.oid and (a.argument = h.argument or not a.optional or a.argument in ('dry_run', 'reason') or (a.argument = 'rule' and h.argument = 'keys'))
    left join fitting as f
        on f.argument = case when h.name = 'invoke_function' and a.argument = 'name' then 'function' else a.argument end
    where h.type in ('text', 'text[]', 'jsonb')
    group by h.oid, h.name, h.provolatile, h.argument, h.is_rule
)
select row_number() over (order by f.name, f.hostile, f.oid) - 1 as n, f.name, f.provolatile, f.hostile, f.is_rule,
    format('select count(*) from ops.%I(%s) as t', f.name, f.arguments) as call,
    (select array_agg(r.name order by r.name) from ops.rule as r where r.repair_class <> 'report' and 'repair_' || r.area = f.name) as rules
from filled as f;
create temporary table outcome (attack bigint, code text, said text);
select set_config('test.state', pg_temp.state(), true);
do $$
declare
    v_attack record;
    v_attacks integer := (select count(*) from pg_temp.attack);
    v_slow bigint[] := array[]::bigint[];
begin
    for v_i in 0..13800 loop
        select a.* into v_attack from pg_temp.attack as a where a.n = v_i % v_attacks;
        -- what takes any text, as a reason or a note, works each time: fewer of those
        continue when v_attack.n = any (v_slow) and v_i / v_attacks % 25 > 0;
        begin
            execute format(v_attack.call, pg_temp.hostile(v_i), v_attack.rules[1 + v_i / v_attacks % cardinality(v_attack.rules)]);
            insert into pg_temp.outcome values (v_attack.n, 'done', null);
            if v_attack.provolatile = 'v' then
                v_slow := v_slow || v_attack.n;
            end if;
        exception
            when others then
                insert into pg_temp.outcome values (v_attack.n, sqlstate, sqlerrm);
        end;
    end loop;
end
$$;
select cmp_ok((select count(*) from outcome), '>', 10000::bigint, 'more than ten thousand were tried');
select is_empty($$select a.name, a.hostile from attack as a where not exists (select from outcome as o where o.attack = a.n)$$, 'each text argument got some');
select cmp_ok((select count(distinct name) from attack where not is_rule), '>', 60::bigint, 'of every function that a person may call');
select set_eq($$select distinct name from attack where is_rule$$,
    $$select name from ops.rule where area in ('auth', 'functions', 'email', 'ocr', 'rate_limits') and kind = 'query'$$, 'and every rule of the services');
select is_empty($$select a.name, a.hostile, o.code, min(o.said), count(*) from outcome as o join attack as a on a.n = o.attack
    where o.code !~ '^(done|OP0..|22...|23514|23503|21000|0A000)$' group by 1, 2, 3$$, 'each was taken as text or refused as such: none was ever parsed');
select is_empty($$select a.name, a.hostile from outcome as o join attack as a on a.n = o.attack
    where o.code = 'done' and a.name in ('clear_login_lockout', 'set_api_rate_limit', 'revoke_api_key', 'retry_email', 'invoke_function', 'record_invocation', 'record_answer')
        and a.hostile not in ('reason', 'body')$$, 'no action found anything to act on');
select is(pg_temp.state(), current_setting('test.state'), 'no row of the application, no object, no grant, no call, no setting has changed');
select is((select count(*) from public.canary), 0::bigint, 'and nothing was dropped');

select * from finish();
rollback;
