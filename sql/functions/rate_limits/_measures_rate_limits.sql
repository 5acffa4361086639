-- How the API is used, to compare with later.
create or replace function ops._measures_rate_limits()
returns table (measure text, value numeric, unit text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_missing text := ops._missing('{"public.api_keys": ["id", "name", "rate_limit_per_minute", "is_active"],
        "public.api_request_logs": ["api_key_id", "status_code", "created_at"]}');
begin
    if v_missing is not null then
        return;
    end if;
    return query
        select m.measure, m.value, m.unit
        from (
            select coalesce(sum(l.calls), 0) as calls, coalesce(sum(l.used), 0) as used,
                count(*) filter (where l.peak_percent >= 100) as at_limit, max(l.used_percent) as highest
            from ops.api_key_load() as l
            where l.is_active
        ) as t
        cross join lateral (
            values ('calls', t.calls, 'in a day'), ('calls_now', t.used, 'in a minute'),
                ('keys_at_limit', t.at_limit::numeric, 'in a day'), ('highest_use', t.highest, '% of its limit')
        ) as m (measure, value, unit);
end
$$;
comment on function ops._measures_rate_limits() is
    'Accepted calls of a day and of this minute, keys that reached their limit, highest use of a limit.';
revoke all on function ops._measures_rate_limits() from public;
