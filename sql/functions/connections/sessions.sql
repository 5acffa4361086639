-- Every session and process of the server, with what it is and what it does.
create or replace function ops.sessions()
returns table (
    pid integer, database text, role text, application text, client text, kind text, state text,
    backend_start timestamptz, xact_start timestamptz, query_start timestamptz, state_change timestamptz,
    wait_event_type text, wait_event text, xmin_age integer, query text
)
language sql
stable parallel restricted
security definer
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    select a.pid, a.datname, a.usename, a.application_name, host(a.client_addr),
        case
            when a.pid = pg_backend_pid() then 'self'
            when a.backend_type = 'walsender' then 'replication'
            when a.backend_type like 'autovacuum%' then 'autovacuum'
            when a.backend_type like 'pg_cron%' or a.application_name like 'pg\_cron%' then 'cron'
            when a.backend_type is null then 'hidden'
            when a.backend_type <> 'client backend' then 'background'
            when r.rolsuper then 'superuser'
            when a.usename = 'pgbouncer' or a.application_name ~* 'pgbouncer|supavisor|pgpool|odyssey' then 'pooler'
            when a.usename = 'authenticator' or a.application_name ~* 'postgrest' then 'api'
            when a.usename = 'supabase_auth_admin' or a.application_name ~* 'gotrue' then 'auth'
            when a.usename like 'supabase\_realtime%' or a.application_name ~* 'realtime' then 'realtime'
            when a.usename = 'supabase_storage_admin' then 'storage'
            else 'client'
        end,
        a.state, a.backend_start, a.xact_start, a.query_start, a.state_change, a.wait_event_type, a.wait_event,
        age(a.backend_xmin), a.query
    from pg_stat_activity as a
    left join pg_roles as r
        on r.oid = a.usesysid
$$;
comment on function ops.sessions() is
    'One row a process. kind: self, client, pooler, api (PostgREST), auth, realtime, storage, superuser, cron, '
    'replication, autovacuum, background, or hidden where pg_read_all_stats is missing.';
revoke all on function ops.sessions() from public;
grant execute on function ops.sessions() to ops_reader;
