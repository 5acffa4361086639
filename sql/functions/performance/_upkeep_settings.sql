-- Settings of the server without which no table is looked after by itself.
create or replace function ops._upkeep_settings()
returns setof text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select s.name
    from (values ('autovacuum'), ('track_counts')) as s (name)
    where current_setting(s.name) = 'off'
$$;
comment on function ops._upkeep_settings() is 'Names of those that are off.';
revoke all on function ops._upkeep_settings() from public;
