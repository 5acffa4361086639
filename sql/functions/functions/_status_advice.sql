-- What a status that an edge function answered with usually means here.
create or replace function ops._status_advice(status integer)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when status in (301, 302, 303, 307, 308) then 'a redirect: the address is not that of the functions; it was not followed'
        when status = 401 then 'refused: the secret is wrong or in the wrong header (x-cron-secret, not Bearer), or the gateway wants a token'
        when status = 403 then 'refused: the caller is known and may not'
        when status = 404 then 'not there: it is not deployed, or the address is wrong'
        when status = 429 then 'too many calls: the platform or a provider says wait'
        when status = 503 then 'not ready: a secret is missing in its environment, or the platform is starting it'
        when status = 546 then 'the platform ended it: out of memory or time'
        when status > 499 then 'it failed: its logs say why (dashboard, Edge Functions)'
    end
$$;
comment on function ops._status_advice(integer) is 'One sentence; null where the status needs none.';
revoke all on function ops._status_advice(integer) from public;
