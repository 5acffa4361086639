-- The laws that every object of schema ops keeps, present and to come.
begin;
select plan(21);

create temporary view routine as
select p.oid, p.proname as name, p.oid::regprocedure::text as call, p.prokind as kind, (select l.lanname from pg_language as l where l.oid = p.prolang) as language, p.provolatile as volatility,
    p.proparallel as parallel, p.prosecdef as definer, p.proconfig as config, p.proretset as is_set,
    p.prorettype::regtype::text as returns, p.prosrc as source, p.proacl as acl, p.proowner as owner
from pg_proc as p
where p.pronamespace = 'ops'::regnamespace;

select is_empty(
    $$select call from routine
      where not coalesce(config, '{}') @> array['search_path=pg_catalog, pg_temp']
        and kind <> 'p'
        and name not in ('_metres', '_moment', '_plain', '_shifted', '_span', '_usual_fix', '_key_value', '_uuid', '_uuids', '_rule_states', '_cut',
            '_order_links', '_reservation_states', '_claimed_status')
        and not (language = 'sql' and exists (select from ops.derived_value as d where d.expected = 'ops.' || name))$$,
    'every function pins its path, but for fourteen inlinable ones and what a derived value should be'
);
select is_empty(
    $$select name from (values ('_rule_hits'), ('_hit_proposals')) as n (name)
        where not exists (select from routine as r where r.name = n.name and r.config @> '{plan_cache_mode=force_custom_plan}')$$,
    'a rule asked for a few keys does not run by the plan for all of them'
);
select is_empty(
    $$select call from routine where kind = 'p' and (config is not null or definer)$$,
    'a procedure that commits carries neither SET nor SECURITY DEFINER'
);
select is_empty(
    $$select call from routine where name like 'check\_%' and name <> 'check_summary'
        and not (is_set and returns = 'ops.violation' and volatility = 's' and definer
            and config @> array['row_security=off'] and exists (select from unnest(config) as c where c like 'lock_timeout=%'))$$,
    'every check returns violations, only reads, sees through row security and never queues behind a lock'
);
select is_empty(
    $$select call from routine where name ~ '^repair' and not (is_set and returns = 'ops.planned_change' and volatility = 'v' and definer)$$,
    'every repair returns planned changes'
);
select is_empty(
    $$select r.name from routine as r where r.name like 'repair\_%'
        and not exists (select from routine as c where c.name = replace(r.name, 'repair_', 'check_'))$$,
    'every repair has its check'
);
select is_empty(
    $$select call from routine where source ~* '\mexception\s+when' and parallel <> 'u'$$,
    'a function with an exception block is parallel unsafe'
);
select is_empty(
    $$select r.call, g.role from routine as r
      cross join unnest(array['anon', 'authenticated', 'service_role', 'authenticator']) as g (role)
      where has_function_privilege(g.role, r.oid, 'execute')$$,
    'the application''s roles can call nothing'
);
select is_empty(
    $$select r.call from routine as r cross join lateral aclexplode(coalesce(r.acl, acldefault('f', r.owner))) as a where a.grantee = 0$$,
    'nothing is granted to public'
);
select is_empty(
    $$select call from routine where name like '\_%' and has_function_privilege('ops_reader', oid, 'execute')$$,
    'a reader can call nothing internal'
);
select is_empty(
    $$select call from routine where volatility = 'v' and has_function_privilege('ops_reader', oid, 'execute')$$,
    'a reader can call nothing that writes'
);
select set_eq(
    $$select name from routine where name like '\_%' and has_function_privilege('ops_operator', oid, 'execute')$$,
    array['_begin_apply', '_begin_undo', '_do_batch', '_end_run', '_more_batches', '_raise_if_refused', '_require_top_level'],
    'an operator can call only the internals of the committing procedures, each of which checks its caller'
);
select is_empty(
    $$select call from routine where definer and owner <> (select nspowner from pg_namespace where nspname = 'ops')$$,
    'every definer function belongs to the owner of the schema'
);
select is_empty(
    $$select c.relname from pg_class as c where c.relnamespace = 'ops'::regnamespace and c.relkind = 'r'
        and not exists (select from pg_constraint as k where k.conrelid = c.oid and k.contype = 'p')$$,
    'every table has a primary key'
);
select is_empty(
    $$select call from routine where obj_description(oid, 'pg_proc') is null$$,
    'every function is commented'
);
select is_empty(
    $$select c.relname, a.attname from pg_class as c left join pg_attribute as a
        on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'c')
      where c.relnamespace = 'ops'::regnamespace and c.relkind in ('r', 'v', 'c')
        and ((c.relkind <> 'c' and obj_description(c.oid, 'pg_class') is null)
            or (a.attnum is not null and col_description(c.oid, a.attnum) is null))$$,
    'every table, view, column and attribute is commented'
);
select is_empty(
    $$select t.typname from pg_type as t left join pg_class as c on c.oid = t.typrelid
      where t.typnamespace = 'ops'::regnamespace and t.typtype = 'c' and c.relkind = 'c' and obj_description(t.oid, 'pg_type') is null$$,
    'every type is commented'
);
select is_empty(
    $$select distinct d.classid::regclass, d.objid, d.refobjid::regclass
      from pg_depend as d
      join pg_class as c on d.refclassid = 'pg_class'::regclass and c.oid = d.refobjid
      where c.relnamespace not in ('ops'::regnamespace, 'pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
        and d.objid in (select oid from pg_proc where pronamespace = 'ops'::regnamespace
            union all select oid from pg_class where relnamespace = 'ops'::regnamespace
            union all select r.oid from pg_rewrite as r join pg_class as v on v.oid = r.ev_class where v.relnamespace = 'ops'::regnamespace)$$,
    'nothing of ours depends on a table of the application'
);
select is_empty(
    $$select r.name from ops.rule as r where not exists (select from routine as f where f.name = r.name)$$,
    'every rule has a function of its name'
);
select is_empty(
    $$select r.name, r.example from ops.rule as r join ops.severity as s on s.level = r.severity
      where r.example <> all (s.examples || s.description)$$,
    'every severity follows an example of the runbook'
);

select is_empty(
    $$select call from routine
      where source ~ 'to_char\((?:(?!to_char|at time zone \(select ops|at time zone ops\.setting|at time zone v_zone|at time zone zone).){1,120}HH24:MI'
        -- for other programs
        and name not in ('seal_head', 'post_mortem_ics')$$,
    'times that people read are in the configured time_zone, all of them'
);

select * from finish();
rollback;
