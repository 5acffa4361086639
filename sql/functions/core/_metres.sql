-- How metres are written in messages.
-- Inlinable: called once per reported row, so it pins no path and names everything in full.
create or replace function ops._metres(amount numeric, signed boolean default false)
returns text
language sql
stable parallel safe
as $$
    select pg_catalog.to_char(amount, case when signed then 'FMSG999,999,999,990.00' else 'FM999,999,999,990.00' end)
$$;
comment on function ops._metres(numeric, boolean) is 'Metres with thousands separators and two decimals, with a sign on request.';
revoke all on function ops._metres(numeric, boolean) from public;
