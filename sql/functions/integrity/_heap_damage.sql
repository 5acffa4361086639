-- What is damaged in the pages of one table from first to last, stretch by stretch, as far as the time reaches.
create or replace function ops._heap_damage(amcheck text, relation oid, first bigint, last bigint, skip text,
    with_toast boolean, max_rows integer, until timestamptz)
returns table (state text, block bigint, item integer, attribute integer, detail text)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- 32 MB between two looks at the clock
    v_most constant bigint := 4096;
    v_step bigint := v_most;
    v_from bigint := first;
    v_to bigint;
    v_left integer := max_rows;
    v_again boolean;
begin
    while v_from <= last loop
        if v_left <= 0 or clock_timestamp() >= until then
            state := 'unknown';
            block := v_from;
            item := null;
            attribute := null;
            detail := format('%s: go on with start_block => %s',
                case when v_left <= 0 then 'there may be more' else 'the time was over' end, v_from);
            return next;
            return;
        end if;
        v_to := least(v_from + v_step - 1, last);
        v_again := false;
        for state, block, item, attribute, detail in
            select h.* from ops._heap_look(amcheck, relation, v_from, v_to, skip, with_toast, v_left) as h
        loop
            v_again := state = 'unreadable' and v_to > v_from;
            exit when v_again;
            state := case state when 'unreadable' then 'damaged' else state end;
            v_left := v_left - 1;
            return next;
            if state = 'unknown' then
                return;
            end if;
        end loop;
        if v_again then
            -- which page is it? the sound ones beside it are still to be looked into
            v_step := greatest(v_step / 16, 1);
        else
            -- where the rows are at their limit that page may have more of them
            v_from := case when v_left <= 0 then block else v_to + 1 end;
            v_step := least(v_step * 16, v_most);
        end if;
    end loop;
end
$$;
comment on function ops._heap_damage(text, oid, bigint, bigint, text, boolean, integer, timestamptz) is
    'No row when all is sound; else damaged, or unknown with the block to go on from. A page that cannot be read is found by ever shorter stretches.';
revoke all on function ops._heap_damage(text, oid, bigint, bigint, text, boolean, integer, timestamptz) from public;
