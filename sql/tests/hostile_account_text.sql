-- Hostile strings where the actions on accounts are asked for in earnest: nothing happens but refusals. Every function: hostile_text.sql.
begin;
select plan(8);

select sample.a_user();
insert into api_keys (id, name, key_prefix, key_hash, service) values ('00000000-0000-4000-8000-000000000001', 'CRM', 'lk_1', 'h1', 'crm');
insert into login_attempts (email) select 'fixture@lotastro.example' from generate_series(1, 5);
insert into email_log (id, recipient, subject, status, retry_count, metadata) values ('00000000-0000-4000-8000-000000000002', 'a@x.example', 'S', 'failed', null, '{"rendered_body": "B"}');

create temporary table part as
select p.part, row_number() over () - 1 as n
from unnest(array[$q$'; drop table lots; --$q$, '$$', '$1', '%s%I%L', E'\\', '"', $q$''$q$, '{{name}}', E'\u202e', '../../etc/passwd', '<script>', '{"a":1}', '{}', '{NULL}', 'null', 'NaN',
    '-1', '1e999', '0x0', '*', '%', '_', E'\r\n', 'é', 'İ', 'ﬀ', E'\x01', 'OR 1=1', 'lk_', repeat('x', 3000), ') union select 1 --', 'pg_sleep(10)', '@', '   ', E'\ufeff', $q$CRM'$q$, 'lk_1 ',
    $q$fixture@lotastro.example' or ''='$q$]) as p (part);
create temporary table hostile as
select g.n, string_agg(p.part, (array['', ' ', E'\n', '''', '"', ';', E'\t'])[1 + g.n % 7] order by k) || g.n as text
from generate_series(1, 1000) as g (n)
cross join lateral generate_series(1, 1 + g.n % 4) as k
join part as p
    on p.n = (hashint4(g.n * 31 + k) & 65535) % 38
group by g.n;
create function pg_temp.everything() returns text language sql as $$
    select md5(concat_ws('|', (select string_agg(t::text, ',' order by t.id) from api_keys as t), (select string_agg(t::text, ',' order by t.id) from login_attempts as t),
        (select string_agg(t::text, ',' order by t.id) from email_log as t), (select string_agg(t::text, ',' order by t.id) from profiles as t),
        (select count(*) from pg_class), (select count(*) from pg_proc), (select count(*) from lots), (select count(*) from ops.run)))
$$;
-- the codes that the strings got, from one call with %1$L in place of the text
create function pg_temp.codes(call text, every integer default 1) returns text[] language plpgsql as $$
declare
    v_text text;
    v_codes text[] := array[]::text[];
begin
    for v_text in select h.text from hostile as h where h.n % every = 0 loop
        begin
            execute format(call, v_text);
            v_codes := v_codes || 'none'::text;
        exception when others then
            v_codes := v_codes || sqlstate::text;
        end;
    end loop;
    return array(select distinct c from unnest(v_codes) as c order by c);
end
$$;
select is((select count(distinct text) from hostile), 1000::bigint, 'a thousand different strings');
select set_config('test.before', pg_temp.everything(), true);
set local client_min_messages = warning;
select is(pg_temp.codes('select * from ops.clear_login_lockout(%L, ''r'', false)'), array['OP013'], 'no e-mail: every one is refused as unknown');
select is(pg_temp.codes('select * from ops.set_api_rate_limit(%L, 600, ''r'', dry_run => false)'), array['OP013'], 'no key');
select is(pg_temp.codes('select * from ops.revoke_api_key(%L, ''r'', false)'), array['OP013'], 'nor to revoke');
select is(pg_temp.codes('select * from ops.repair_email(rule => ''mail_never_read'', choice => ''retry'', keys => array[%L], dry_run => false, reason => ''r'')', 10), array['OP005'], 'no key of a mail');
select is(pg_temp.codes('select * from ops.repair_email(rule => ''mail_never_read'', choice => %L, dry_run => false, reason => ''r'')', 10), array['OP005'], 'no choice');
select is(pg_temp.everything(), current_setting('test.before'), 'and nothing has changed');
create temporary table raised as
select h.text, c.plan, c.state
from hostile as h
cross join lateral ops.set_api_rate_limit('CRM', 100 + h.n, h.text, lower => true, dry_run => false) as c
where h.n % 50 = 0 and length(h.text) <= 2000;
select is_empty($$select d.text from raised as d left join ops.run as r on r.plan = d.plan where d.state <> 'applied' or r.reason is distinct from btrim(d.text)$$,
    'as a reason each is kept as it is');

select * from finish();
rollback;
