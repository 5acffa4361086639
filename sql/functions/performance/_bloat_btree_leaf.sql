-- Fills leaf pages of a btree with a sample of its entries, as a build does.
create or replace function ops._bloat_btree_leaf(lengths integer[], equals integer[], fillfactor integer)
returns table (bytes_per_row double precision, bytes_error double precision, bytes_per_page double precision,
    item double precision, pivot integer)
language plpgsql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_full integer := 8192 * (100 - fillfactor) / 100;
    v_n integer := cardinality(lengths);
    v_fits integer;
    v_size integer;
    v_left integer;
    v_free integer := 8144;
    v_items integer := 0;
    v_last integer := 0;
    v_last_extra integer := 0;
    v_extra integer;
    v_pages integer := 0;
    v_filled bigint := 0;
    v_steps integer := 0;
    v_added bigint := 0;
    v_adds integer := 0;
    v_weight double precision := 0;
    v_at integer := 0;
begin
    select sum(b.times * b.bytes) / sum(b.times),
        sqrt(greatest(sum(b.times * b.bytes ^ 2) - sum(b.times * b.bytes) ^ 2 / sum(b.times), 0)
            / greatest(sum(b.times) - 1, 1) / sum(b.times)),
        sum(b.times * (b.length + 4 + case when b.equal > 1 then 8 else 0 end)) / sum(b.times)
    into bytes_per_row, bytes_error, pivot
    from (
        select r.length, r.equal, count(*)::double precision as times,
            ops._bloat_group_bytes(r.length, r.equal) as bytes
        from unnest(lengths, equals) as r (length, equal)
        group by r.length, r.equal
    ) as b;
    -- each row stands for its share of a group, so a group comes up as often as it is there
    while v_steps < 20000 and v_n > 0 loop
        v_at := v_at % v_n + 1;
        v_weight := v_weight + 1.0 / equals[v_at];
        v_steps := v_steps + 1;
        continue when v_weight < 1;
        v_weight := v_weight - 1;
        v_fits := greatest((808 - lengths[v_at]) / 6, 1);
        -- "many" equal ones are full lists only
        v_left := case when equals[v_at] >= 2000 then 2000 / v_fits * v_fits else equals[v_at] end;
        while v_left > 0 loop
            v_extra := case when least(v_left, v_fits) > 1
                then ((lengths[v_at] + 6 * least(v_left, v_fits) + 7) & -8) - lengths[v_at] else 0 end;
            v_size := lengths[v_at] + v_extra;
            v_left := v_left - v_fits;
            if v_free < v_size + 8 or (v_free + v_last_extra < v_full and v_items > 1) then
                -- a full page gives its last entry to the next one
                v_pages := v_pages + 1;
                v_filled := v_filled + 8144 - v_free - v_last;
                v_free := 8144 - v_last;
                v_items := 1;
            end if;
            v_free := v_free - v_size - 4;
            v_items := v_items + 1;
            v_last := v_size + 4;
            v_last_extra := v_extra;
            v_steps := v_steps + 1;
            v_added := v_added + v_last;
            v_adds := v_adds + 1;
        end loop;
    end loop;
    bytes_per_page := case when v_pages > 0 then v_filled / v_pages::double precision else 8144 - v_full end;
    item := v_added / greatest(v_adds, 1)::double precision;
    return next;
end
$$;
comment on function ops._bloat_btree_leaf(integer[], integer[], integer) is
    'Leaf bytes an entry needs on average with its error, leaf bytes that a page takes, size of an average item (an '
    'entry or a list of them) and of a pivot entry.';
revoke all on function ops._bloat_btree_leaf(integer[], integer[], integer) from public;
