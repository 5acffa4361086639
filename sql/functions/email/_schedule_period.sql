-- How often a schedule of mails or reports comes round, by the word it is called by.
create or replace function ops._schedule_period(config jsonb, schedule_type text)
returns interval
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when w.word ~* 'hour' then interval '1 hour'
        when w.word ~* 'weekday|workday|business' then interval '3 days'
        when w.word ~* 'dai|every.?day' then interval '1 day'
        when w.word ~* 'bi.?week|fortnight' then interval '14 days'
        when w.word ~* 'week' then interval '7 days'
        when w.word ~* 'quarter' then interval '92 days'
        when w.word ~* 'month' then interval '31 days'
        when w.word ~* 'year|annual' then interval '366 days'
    end
    from (
        select coalesce(config ->> 'frequency', config ->> 'interval', config ->> 'type', config ->> 'schedule', schedule_type)
    ) as w (word)
$$;
comment on function ops._schedule_period(jsonb, text) is
    'frequency, interval, type or schedule of the configuration, else its type; null where no word for a period is in it. Weekdays: the weekend is no delay.';
revoke all on function ops._schedule_period(jsonb, text) from public;
