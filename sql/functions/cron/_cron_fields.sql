-- A cron schedule in its five fields, abbreviations written out.
create or replace function ops._cron_fields(schedule text)
returns text[]
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when cardinality(f.fields) = 5 then f.fields end
    from (
        select regexp_split_to_array(
            case lower(btrim(schedule))
                when '@hourly' then '0 * * * *'
                when '@daily' then '0 0 * * *'
                when '@midnight' then '0 0 * * *'
                when '@weekly' then '0 0 * * 0'
                when '@monthly' then '0 0 1 * *'
                when '@yearly' then '0 0 1 1 *'
                when '@annually' then '0 0 1 1 *'
                else btrim(schedule)
            end, '\s+') as fields
    ) as f
$$;
comment on function ops._cron_fields(text) is
    'Minute, hour, day of the month, month, day of the week; null when it has no five fields.';
revoke all on function ops._cron_fields(text) from public;
