-- What is missing for this installation to do all it could, and the statement that adds it.
create or replace function ops.doctor()
returns setof ops.diagnosis
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select 'server', case when s.num >= 150000 then 'ok' else 'fail' end, 'PostgreSQL ' || current_setting('server_version'),
        case when s.num < 150000 then 'upgrade to PostgreSQL 15 or newer' end
    from (select current_setting('server_version_num')::integer as num) as s
    union all
    select 'role', case when r.rolbypassrls or r.rolsuper then 'ok' else 'warn' end,
        format('%s owns the package%s', r.rolname, case when r.rolbypassrls or r.rolsuper then '' else ' and does not bypass row security: checks of tables with forced policies will be unknown' end),
        case when not (r.rolbypassrls or r.rolsuper) then format('alter role %I bypassrls  -- by a superuser', r.rolname) end
    from pg_roles as r
    where r.rolname = current_user
    union all
    select 'privilege ' || g.role, case when pg_has_role(current_user, g.role, 'usage') then 'ok' else 'warn' end,
        case when pg_has_role(current_user, g.role, 'usage') then 'held' else 'missing: ' || g.loses end,
        case when not pg_has_role(current_user, g.role, 'usage') then format('grant %I to %I', g.role, current_user) end
    from (values
        ('pg_monitor', 'other sessions cannot be told alive from dead, and their statements are hidden'),
        ('pg_signal_backend', 'sessions of other roles cannot be ended')
    ) as g (role, loses)
    union all
    select 'extension pg_cron', case when exists (select from pg_extension as e where e.extname = 'pg_cron') then 'ok' else 'info' end,
        case when exists (select from pg_extension as e where e.extname = 'pg_cron') then 'installed' else 'absent: nothing runs by itself, calls work' end,
        case when not exists (select from pg_extension as e where e.extname = 'pg_cron') then 'create extension pg_cron' end
    union all
    select 'extension pg_stat_statements', case when exists (select from pg_extension as e where e.extname = 'pg_stat_statements') then 'ok' else 'info' end,
        case when exists (select from pg_extension as e where e.extname = 'pg_stat_statements')
            then format('installed; %s samples of statements are kept', (select count(*) from ops.sampling))
            else 'absent: statements are not counted, so slow ones cannot be named' end,
        case when not exists (select from pg_extension as e where e.extname = 'pg_stat_statements')
            then 'create extension pg_stat_statements with schema extensions  -- after it is in shared_preload_libraries' end
    union all
    select 'role authenticated', case when pg_has_role(current_user, r.oid, 'member') then 'ok' else 'warn' end,
        case when pg_has_role(current_user, r.oid, 'member') then 'pages can be timed as a signed-in user'
            else 'pages cannot be timed as a signed-in user' end,
        case when not pg_has_role(current_user, r.oid, 'member') then format('grant authenticated to %I', current_user) end
    from pg_roles as r
    where r.rolname = 'authenticated'
    union all
    select 'lock_timeout', case when ops.setting('lock_timeout')::interval < current_setting('deadlock_timeout')::interval then 'ok' else 'fail' end,
        format('repairs wait %s for a row; deadlock_timeout is %s', ops.setting('lock_timeout'), current_setting('deadlock_timeout')),
        case when ops.setting('lock_timeout')::interval >= current_setting('deadlock_timeout')::interval
            then 'select ops.set_setting(''lock_timeout'', ''200ms'')  -- else the application is the victim of a deadlock' end
    union all
    select k.item, k.state, k.detail, k.fix from ops._skipped_diagnoses() as k
    union all
    select d.item, d.state, d.detail, d.fix from ops._clock_diagnoses() as d
$$;
comment on function ops.doctor() is 'One row a thing looked at: ok, info, warn or fail, and the GRANT or statement that mends it.';
revoke all on function ops.doctor() from public;
grant execute on function ops.doctor() to ops_reader;
