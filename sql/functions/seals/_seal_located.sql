-- Rows that are not as sealed, each looked up among all seals.
create or replace function ops._seal_located(subject text, after bigint)
returns table (what text, key text, batch bigint, at timestamptz)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_keys text[];
begin
    if after > 0 then
        -- a row whose time was edited lies outside of what was looked at: it is neither gone nor new
        v_keys := array(select d.key from ops._seal_differences(subject, after) as d);
        if v_keys = '{}' then
            return;
        end if;
    end if;
    return query
        select d.* from ops._seal_differences(subject, 0, v_keys) as d
        order by d.at nulls first, d.key collate "C";
end
$$;
comment on function ops._seal_located(text, bigint) is 'edited, removed or slipped in, by time; after a batch: only what is found by looking at what was sealed since.';
revoke all on function ops._seal_located(text, bigint) from public;
