-- Tables of which a rewrite would give back a large part.
begin;
select plan(11);

create temporary table given of ops.relation_bloat;
create or replace function ops._bloat_rows(min_bytes bigint, only_oid oid default null) returns setof ops.relation_bloat language sql stable
set search_path = pg_catalog, pg_temp as 'select g.* from pg_temp.given as g where g.bytes >= min_bytes';
create function pg_temp.given(megabytes bigint, percent numeric, standard_error numeric default 0.5, method text default 'sample',
    kind text default 'heap', relation text default 'public.big')
returns void language sql as $$
    insert into pg_temp.given
    select relation, kind, 'public.big', megabytes * 1048576, (megabytes * 1048576 * percent / 100)::bigint, percent,
        case when method <> 'statistics' then standard_error end, method, 'high', ops.now() - interval '3 hours', null, 0
$$;
create function pg_temp.said() returns table (severity text, message text, fix text) language sql as
    'select c.severity, c.message, c.fix from ops.check_rule(''table_bloat'') as c order by c.message';

select is_empty($$select * from pg_temp.said()$$, 'nothing says nothing');
select pg_temp.given(200, 75.0);
select results_eq($$select * from pg_temp.said()$$,
    $$values ('P3', 'public.big: 150 MB of 200 MB (75 %) is empty; only a rewrite gives it back', 'select * from ops.repair_bloat(relation => ''public.big'')')$$,
    'most of a large one is empty');
select results_eq(
    $$select subject, key, cause, expected #>> '{}', observed #>> '{}', size,
        detail - 'measured_at' from ops.check_rule('table_bloat')$$,
    $$values ('public.big', '{"relation": "public.big"}'::jsonb, null::text, '52428800', '209715200', null::numeric,
        '{"on": "public.big", "kind": "heap", "helps": "rewrite", "method": "sample", "percent": 75.0, "confidence": "high",
            "standard_error": 0.5, "reclaimable_bytes": 157286400, "age": "03:00:00"}'::jsonb)$$,
    'with bytes, method, confidence and age');
select is((select count(*)::integer from ops.table_bloat(array['public.big'])), 1, 'asked for by its key it answers');
select is_empty($$select * from ops.table_bloat(array['public.small'])$$, 'asked for another key it does not');
truncate pg_temp.given;

select pg_temp.given(60, 90.0);
select pg_temp.given(200, 31.9);
select pg_temp.given(150, 42.0);
select pg_temp.given(400, 40.9);
select pg_temp.given(400, 80.0, kind => 'btree');
select is_empty($$select * from pg_temp.said()$$, 'near misses: small, not empty enough, few bytes, within two standard errors, another kind');
truncate pg_temp.given;
insert into pg_temp.given select 'public.dark', 'heap', 'public.dark', 4e9, null, null, null, null, null, null, 'it was never analyzed', 0;
select is_empty($$select * from pg_temp.said()$$, 'what is withheld is no violation');
truncate pg_temp.given;

select pg_temp.given(400, 49.9, method => 'statistics');
select is_empty($$select * from pg_temp.said()$$, 'an estimate needs ten points more');
truncate pg_temp.given;
select pg_temp.given(400, 52.0, method => 'statistics');
select results_eq($$select * from pg_temp.said()$$,
    $$values ('P3', 'public.big: 208 MB of 400 MB (52 %) may be empty, by its statistics: measure it', 'select * from ops.measure_relation_bloat(''public.big'')')$$,
    'and asks to be measured');
truncate pg_temp.given;
select pg_temp.given(400, 50.0, kind => 'toast', relation => 'pg_toast.pg_toast_1');
select results_eq($$select message from pg_temp.said()$$,
    $$values ('pg_toast.pg_toast_1 of public.big: 200 MB of 400 MB (50 %) is empty; only a rewrite gives it back')$$,
    'a TOAST table is reported with its table');
truncate pg_temp.given;

select pg_temp.given(30, 35.0);
insert into ops.rule_setting (rule, thresholds, changed_by) values ('table_bloat', '{"percent": 30, "megabytes": 10}', 'test');
select is((select count(*)::integer from pg_temp.said()), 1, 'limits that a user lowered hold');

select * from finish();
rollback;
