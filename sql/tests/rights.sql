-- Who may do what with the package's tables, views and sequences, by the catalog: whatever is added later is held to it too.
begin;
select plan(9);

create temporary view relation as
select c.oid, c.oid::regclass::text as name, c.relkind as kind
from pg_class as c
where c.relnamespace = 'ops'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f');

select is_empty(
    $$select g.role from unnest(array['anon', 'authenticated', 'service_role', 'authenticator']) as g (role)
      where has_schema_privilege(g.role, 'ops', 'usage, create')$$,
    'the application''s roles cannot even look into the schema'
);
select is_empty(
    $$select r.name, g.role from relation as r cross join unnest(array['anon', 'authenticated', 'service_role', 'authenticator']) as g (role)
      where r.kind <> 'S' and has_any_column_privilege(g.role, r.oid, 'insert, update, references')
        or r.kind <> 'S' and has_table_privilege(g.role, r.oid, 'delete, truncate, trigger')$$,
    'nor change a row'
);
select is_empty(
    $$select r.name from relation as r join pg_class as c on c.oid = r.oid cross join lateral aclexplode(c.relacl) as a where a.grantee = 0$$,
    'nothing is granted to public'
);
select is_empty(
    $$select r.name from relation as r
      where (r.kind <> 'S' and (has_any_column_privilege('ops_reader', r.oid, 'insert, update') or has_table_privilege('ops_reader', r.oid, 'delete, truncate')))
        or (r.kind = 'S' and has_sequence_privilege('ops_reader', r.oid, 'update, usage'))$$,
    'a reader changes no row of ours'
);
select is_empty(
    $$select c.oid::regclass from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where n.nspname in ('public', 'auth', 'storage', 'vault', 'net') and c.relkind in ('r', 'p')
        and (has_any_column_privilege('ops_reader', c.oid, 'select, insert, update') or has_table_privilege('ops_reader', c.oid, 'delete, truncate'))$$,
    'and neither reads nor changes one of the application''s'
);
select is_empty(
    $$select p.oid::regprocedure from pg_proc as p
      where p.pronamespace = 'ops'::regnamespace and p.prokind = 'p' and has_function_privilege('ops_reader', p.oid, 'execute')$$,
    'nor calls what commits'
);
select is_empty(
    $$select p.oid::regprocedure from pg_proc as p
      where p.pronamespace = 'ops'::regnamespace and has_function_privilege('ops_reader', p.oid, 'execute')
        and not has_function_privilege('ops_operator', p.oid, 'execute')$$,
    'an operator can call whatever a reader can'
);
select is_empty(
    $$select d.oid from pg_default_acl as d where d.defaclnamespace = 'ops'::regnamespace$$,
    'nothing is granted to anybody by default'
);
select is((select string_agg(g.role, ', ') from unnest(array['ops_reader', 'ops_operator']) as g (role) where has_schema_privilege(g.role, 'ops', 'create')),
    null, 'and neither of them makes anything there');

select * from finish();
rollback;
