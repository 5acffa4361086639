-- Whether announced work is going on.
create or replace function ops._in_maintenance()
returns boolean
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from ops.maintenance as m where m.ended_at is null and m.since <= ops.now()
        and m.until > ops.now())
$$;
comment on function ops._in_maintenance() is 'True between begin and end of an announcement of ops.maintenance.';
revoke all on function ops._in_maintenance() from public;
