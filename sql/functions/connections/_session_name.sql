-- What a session is called in messages.
create or replace function ops._session_name(pid integer, role text, application text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when pid = 0 then 'a prepared transaction' else
        format('pid %s (%s)', pid, concat_ws(', ', left(role, 24), left(nullif(application, ''), 20)))
    end
$$;
comment on function ops._session_name(integer, text, text) is 'pid 4711 (role, application).';
revoke all on function ops._session_name(integer, text, text) from public;
