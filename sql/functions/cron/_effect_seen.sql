-- When a function's effect was last seen, by the query its catalogue entry holds.
create or replace function ops._effect_seen(effect text, reads jsonb)
returns table (seen boolean, at timestamptz, problem text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the text is a catalogue entry that only the owner writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_missing text := ops._missing(reads);
    v_rows bigint;
begin
    if effect is null or v_missing is not null then
        return query select false, null::timestamptz, coalesce(v_missing, 'no trace of it is known');
    elsif pg_is_in_recovery() then
        -- a recovery conflict inside an exception block is fatal to the session
        execute effect into at;
        get diagnostics v_rows = row_count;
        return query select v_rows > 0, _effect_seen.at, case when v_rows < 1 then 'nothing to look at here' end;
    else
        begin
            execute effect into at;
            get diagnostics v_rows = row_count;
            return query select v_rows > 0, _effect_seen.at, case when v_rows < 1 then 'nothing to look at here' end;
        exception
            when others then
                return query select false, null::timestamptz, format('its query fails: %s %s', sqlstate, sqlerrm);
        end;
    end if;
end
$$;
comment on function ops._effect_seen(text, jsonb) is
    'One row: seen false where the query returned no row, cannot run here or failed; problem says which.';
revoke all on function ops._effect_seen(text, jsonb) from public;
