-- How long the columns of an average row are together, padding included.
create or replace function ops._bloat_width(lengths integer[], alignments integer[], widths numeric[],
    null_shares numeric[], header integer, null_header integer)
returns table (length numeric, exact boolean)
language plpgsql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_at numeric := 0;
    v_width numeric;
    v_share numeric;
    v_without_null numeric := 1;
begin
    exact := true;
    for i in 1 .. coalesce(cardinality(lengths), 0) loop
        v_share := 1 - null_shares[i];
        v_without_null := v_without_null * v_share;
        v_width := case when lengths[i] > 0 then lengths[i] else coalesce(widths[i], 0) end;
        if lengths[i] > 0 or v_width > 127 then
            -- where the column begins is known as long as all before it have one length and no null
            v_width := v_width + case
                when exact then (alignments[i] - v_at % alignments[i]) % alignments[i]
                else (alignments[i] - 1) / 2.0
            end;
        end if;
        exact := exact and lengths[i] > 0 and v_share in (0, 1);
        v_at := v_at + v_share * v_width;
    end loop;
    length := v_without_null * header + (1 - v_without_null) * null_header + v_at;
    length := case when exact then ceil(length / 8) * 8 else length + 3.5 end;
    return next;
end
$$;
comment on function ops._bloat_width(integer[], integer[], numeric[], numeric[], integer, integer) is
    'Average length of a tuple, rounded up to 8; exact when all tuples have that length.';
revoke all on function ops._bloat_width(integer[], integer[], numeric[], numeric[], integer, integer) from public;
