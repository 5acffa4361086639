-- Before which time rows of a table may be gone: a stretch from the oldest on, and only beyond the retention.
create or replace function ops._seal_expired(subject text)
returns timestamptz
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names and types come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_table record;
    v_recorded timestamptz;
    v_through timestamptz;
    v_keys text[];
    v_times timestamptz[];
    v_oldest timestamptz;
begin
    select s.* into v_table from ops._sealed_tables() as s where s.subject = _seal_expired.subject;
    select max(b.through) filter (where b.kind = 'expired'), max(b.through) filter (where b.kind = 'rows')
    into v_recorded, v_through
    from ops.seal_batch as b
    where b.subject = _seal_expired.subject;
    if v_table.stays is null then
        return v_recorded;
    end if;
    execute format(
        'select array_agg(o.key order by o.at, o.key), array_agg(o.at order by o.at, o.key) '
        'from (select %1$s as key, %2$s as at from %3$s where %2$s is not null and %4$s order by %2$s limit 100) as o',
        v_table.key, v_table.at, v_table.source, v_table.stays
    ) into v_keys, v_times;
    -- what was slipped in shows nothing; what is not sealed yet does
    select min(o.at) into v_oldest
    from unnest(v_keys, v_times) as o (key, at)
    where o.at >= v_through
        or o.key in (
            select k.key from ops.seal_batch as b cross join lateral unnest(b.keys) as k (key)
            where b.subject = _seal_expired.subject and b.kind in ('rows', 'accepted')
        );
    if v_oldest is null and cardinality(v_keys) > 0 then
        return v_recorded;
    end if;
    return greatest(v_recorded, least(ops._seal_retention(), v_oldest));
end
$$;
comment on function ops._seal_expired(text) is 'The retention''s date, or the time of the oldest row that is still there if that is earlier; never before what was recorded. Null for a table without a retention.';
revoke all on function ops._seal_expired(text) from public;
