-- Bytes that one entry takes in a leaf page, as one of a number of equal ones.
create or replace function ops._bloat_group_bytes(length integer, equals integer)
returns double precision
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- lists of row addresses, 6 bytes each, are cut at a tenth of a page; 2000 stands for "many"
    select case
        when equals = 1 or f.fits < 2 then length + 4
        when equals >= 2000 then (((length + 6 * f.fits + 7) & -8) + 4)::double precision / f.fits
        else (
            (equals / f.fits) * (((length + 6 * f.fits + 7) & -8) + 4)
            + case equals % f.fits
                when 0 then 0
                when 1 then length + 4
                else ((length + 6 * (equals % f.fits) + 7) & -8) + 4
            end
        )::double precision / equals
    end
    from (select (808 - length) / 6 as fits) as f
$$;
comment on function ops._bloat_group_bytes(integer, integer) is
    'Line pointer included; merged with its equals as a build does.';
revoke all on function ops._bloat_group_bytes(integer, integer) from public;
