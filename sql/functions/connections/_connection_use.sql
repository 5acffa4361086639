-- How many connections are in use, by whom, and how many ordinary roles can have.
create or replace function ops._connection_use()
returns table (used bigint, available integer, most text, detail jsonb)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    with client as materialized (
        select s.role, coalesce(nullif(s.application, ''), '-') as application, coalesce(s.state, '-') as state
        from ops.sessions() as s
        where s.kind in ('self', 'client', 'pooler', 'api', 'auth', 'realtime', 'storage', 'superuser')
    ),
    by_user as (
        select format('%s/%s', c.role, left(c.application, 20)) as who, count(*) as sessions
        from client as c
        group by c.role, c.application
    )
    select count(*),
        current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
            - coalesce(current_setting('reserved_connections', true)::integer, 0),
        (select format('%s (%s)', left(b.who, 40), b.sessions) from by_user as b order by b.sessions desc,
            b.who limit 1),
        jsonb_build_object(
            'max_connections', current_setting('max_connections')::integer,
            'by_user', (select jsonb_object_agg(b.who, b.sessions) from by_user as b),
            'by_state', (select jsonb_object_agg(t.state, t.sessions)
                from (select c.state, count(*) as sessions from client as c group by c.state) as t)
        )
    from client
$$;
comment on function ops._connection_use() is 'One row; detail counts sessions by role and application, and by state.';
revoke all on function ops._connection_use() from public;
