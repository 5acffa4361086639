-- How each key was used: within this minute, and in the busiest minute of a day.
create or replace function ops._api_key_load()
returns table (key_id uuid, used bigint, peak bigint, peak_at timestamptz, calls bigint, last_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now timestamptz := ops.now();
begin
    return query
        with call as materialized (
            select l.api_key_id, l.created_at,
                -- as the limiter counts: later than a minute before this call
                count(*) over (
                    partition by l.api_key_id order by l.created_at
                    range between interval '59.999999 seconds' preceding and current row
                ) as in_minute
            from public.api_request_logs as l
            where l.api_key_id is not null and l.created_at > v_now - interval '24 hours'
        )
        select t.api_key_id, t.used, t.peak, max(c.created_at), t.calls, t.last_at
        from (
            select m.api_key_id, count(*) as calls, max(m.created_at) as last_at, max(m.in_minute) as peak,
                count(*) filter (where m.created_at > v_now - interval '1 minute') as used
            from call as m
            group by m.api_key_id
        ) as t
        join call as c
            on c.api_key_id = t.api_key_id and c.in_minute = t.peak
        group by t.api_key_id, t.used, t.peak, t.calls, t.last_at;
end
$$;
comment on function ops._api_key_load() is
    'One row a key with calls within 24 hours. Accepted calls only: refused ones are logged nowhere.';
revoke all on function ops._api_key_load() from public;
