-- Windows of a stock take that are open after their end.
create or replace function ops.stock_take_window_expired(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'public.stock_take_sessions',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            case when w.is_late then '{"status": "expired"}'::jsonb end,
            jsonb_build_object('status', w.status),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select s.id, s.status, case
                when s.status = 'active' and s.ended_at is not null
                    then format('stock take window of %s is active, and was ended', s.started_at::date)
                when s.status = 'active' and s.expires_at < v_now
                    then format('stock take window of %s is open, and expired on %s', s.started_at::date, s.expires_at::date)
                when s.status = 'ended' and s.ended_at is null
                    then format('stock take window of %s was ended, and never', s.started_at::date)
            end as message,
                s.status = 'active' and s.ended_at is null as is_late
            from public.stock_take_sessions as s
            where keys is null or s.id = any (keys::uuid[])
        ) as w
        where w.message is not null;
end
$$;
comment on function ops.stock_take_window_expired(text[]) is 'active past expires_at, or with an end; ended without one. Only the first follows from the clock.';
revoke all on function ops.stock_take_window_expired(text[]) from public;
select ops._define_rule(
    name => 'stock_take_window_expired',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A stock take''s window for inquiries closes when it expires',
    why => 'Inquiries pass by the lock of the stock take for as long as the window is open.',
    repair_class => 'auto',
    turn => 70,
    reads => '{"public.stock_take_sessions": ["id", "status", "started_at", "expires_at", "ended_at"]}'
);
