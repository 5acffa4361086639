-- Which headers SQL must send to a function, and the name in vault of what goes into each.
create or replace function ops._function_headers(function ops.edge_function)
returns table (header text, prefix text, secret text, needed boolean)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select h.header, h.prefix, h.secret, h.needed
    from (
        values
            ('x-cron-secret', 'x-cron-secret', '', 'CRON_SECRET', true),
            ('service key', 'Authorization', 'Bearer ', 'SUPABASE_SERVICE_ROLE_KEY', true),
            -- the gateway wants some token where verify_jwt is on; where it is off it does no harm
            ('x-cron-secret', 'Authorization', 'Bearer ', 'SUPABASE_ANON_KEY', coalesce((function).verify_jwt, false)),
            ('none', 'Authorization', 'Bearer ', 'SUPABASE_ANON_KEY', coalesce((function).verify_jwt, false))
    ) as h (kind, header, prefix, secret, needed)
    where h.kind = (function).header
    order by h.header
$$;
comment on function ops._function_headers(ops.edge_function) is
    'One row a header; needed false where the call may do without it. Names only.';
revoke all on function ops._function_headers(ops.edge_function) from public;
