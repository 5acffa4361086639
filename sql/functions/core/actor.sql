-- Who acts: what the session says of itself, else its login role and address.
create or replace function ops.actor()
returns text
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select left(
        coalesce(
            nullif(btrim(current_setting('ops.actor', true)), ''),
            session_user || '@' || coalesce(host(inet_client_addr()), 'local')
        ),
        200
    )
$$;
comment on function ops.actor() is 'Name recorded with every plan, run and incident: set ops.actor = ''…'', else login role @ client address.';
revoke all on function ops.actor() from public;
grant execute on function ops.actor() to ops_reader;
