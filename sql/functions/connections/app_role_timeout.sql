-- After what time a statement of the application's signed-in users is cancelled.
create or replace function ops.app_role_timeout()
returns interval
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
        (
            select case when v.value ~ '^\d+$' then v.value || ' ms' else v.value end::interval
            from pg_db_role_setting as s
            cross join lateral unnest(s.setconfig) as c (entry)
            cross join lateral (select split_part(c.entry, '=', 2) as value) as v
            where s.setrole = to_regrole('authenticated')
                and s.setdatabase in (0, (select d.oid from pg_database as d where d.datname = current_database()))
                and c.entry ~ '^statement_timeout='
                and v.value <> '0'
            order by s.setdatabase desc
            limit 1
        ),
        interval '8 s'
    )
$$;
comment on function ops.app_role_timeout() is
    'statement_timeout of role authenticated, most specific setting first; the platform''s 8 s where none is set.';
revoke all on function ops.app_role_timeout() from public;
grant execute on function ops.app_role_timeout() to ops_reader;
