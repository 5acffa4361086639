-- When a job is to run next.
create or replace function ops._next_due(job ops.job, after timestamptz)
returns timestamptz
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone text := ops.setting('time_zone');
    v_day date := (after at time zone v_zone)::date;
    v_step interval := coalesce((job).stretched, (job).every);
    v_due timestamptz;
begin
    if v_step is not null then
        return date_bin(v_step, after, timestamptz '2000-01-01 00:00+00') + v_step;
    end if;
    for v_ahead in 0..8 loop
        -- an hour that summer time skips runs after it, one that comes twice runs once
        v_due := (v_day + v_ahead + (job).at_time) at time zone v_zone;
        if v_due > after and extract(isodow from v_day + v_ahead)::integer = any ((job).on_days) then
            return v_due;
        end if;
    end loop;
    return null;
end
$$;
comment on function ops._next_due(ops.job, timestamptz) is 'First moment of its schedule after that one; null when it runs on no day.';
revoke all on function ops._next_due(ops.job, timestamptz) from public;
