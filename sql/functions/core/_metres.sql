-- How metres are written in messages.
-- Inlinable: called once per reported row, so it pins no path and names everything in full.
create or replace function ops._metres(amount numeric, signed boolean default false)
returns text
language sql
stable parallel safe
as $$
    select case
        when pg_catalog.abs(amount) operator(pg_catalog.<) 999999999999::pg_catalog.numeric
            then pg_catalog.to_char(amount, case when signed then 'FMSG999,999,999,990.00' else 'FM999,999,999,990.00' end)
        -- the pattern has no room for more, and a number of a thousand digits says nothing
        when pg_catalog.abs(amount) operator(pg_catalog.<) 'Infinity'::pg_catalog.numeric
            then pg_catalog.format('%s10^%s', case when amount operator(pg_catalog.<) 0::pg_catalog.numeric then '-' when signed then '+' end,
                pg_catalog.trunc(pg_catalog.log(pg_catalog.abs(amount))))
        else amount::pg_catalog.text
    end
$$;
comment on function ops._metres(numeric, boolean) is 'Metres with thousands separators and two decimals, with a sign on request; from 10^12 on only their power of ten.';
revoke all on function ops._metres(numeric, boolean) from public;
