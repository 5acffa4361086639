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
    if (select not s.salted from ops._sealed_tables() as s where s.subject = _seal_located.subject) and (
        select count(distinct b.columns) = 1 from ops.seal_batch as b where b.subject = _seal_located.subject and b.keys is not null
    ) and ops._seal_changed_columns(subject) is null then
        v_keys := array(select s.key from ops._seal_suspects(subject, after) as s (key));
    elsif after > 0 then
        -- a row whose time was edited lies outside of what was looked at: it is neither gone nor new
        v_keys := array(select d.key from ops._seal_differences(subject, after) as d);
    end if;
    if v_keys = '{}' then
        return;
    end if;
    return query
        select d.* from ops._seal_differences(subject, 0, v_keys) as d
        order by d.at nulls first, d.key collate "C";
end
$$;
comment on function ops._seal_located(text, bigint) is 'edited, removed or slipped in, by time; after a batch: only what is found by looking at what was sealed since.';
revoke all on function ops._seal_located(text, bigint) from public;
