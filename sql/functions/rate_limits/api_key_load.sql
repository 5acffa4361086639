-- Each key against its own limit: this minute, and the busiest of the day.
create or replace function ops.api_key_load()
returns table (
    id uuid, name text, service text, key_prefix text, is_active boolean, expires_at timestamptz, allowed integer, used bigint,
    used_percent numeric, peak bigint, peak_percent numeric, peak_at timestamptz, calls bigint, last_at timestamptz, refused text
)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    return query
        select k.id, k.name, k.service, k.key_prefix, coalesce(k.is_active, false), k.expires_at, nullif(k.rate_limit_per_minute, 0),
            coalesce(u.used, 0), round(100.0 * coalesce(u.used, 0) / nullif(k.rate_limit_per_minute, 0), 1),
            coalesce(u.peak, 0), round(100.0 * coalesce(u.peak, 0) / nullif(k.rate_limit_per_minute, 0), 1), u.peak_at,
            coalesce(u.calls, 0), coalesce(u.last_at, k.last_used_at), 'unknown'
        from public.api_keys as k
        left join ops._api_key_load() as u
            on u.key_id = k.id
        order by 9 desc nulls last, 11 desc nulls last, coalesce(u.calls, 0) desc, k.name, k.id;
end
$$;
comment on function ops.api_key_load() is 'One row a key, closest to its limit first. Runbook 10, steps 1 and 2.';
revoke all on function ops.api_key_load() from public;
grant execute on function ops.api_key_load() to ops_reader;
