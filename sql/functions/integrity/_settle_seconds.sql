-- How long the application's own steps are left alone: it writes an order, its rolls and its lots in separate calls.
create or replace function ops._settle_seconds(rule text)
returns interval
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select make_interval(secs => ops._threshold(_settle_seconds.rule, 'settle_seconds', 60)::double precision)
$$;
comment on function ops._settle_seconds(text) is 'One minute, or the rule''s threshold settle_seconds. A row touched since is reported, and no repair of it is planned.';
revoke all on function ops._settle_seconds(text) from public;
