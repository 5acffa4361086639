-- Before which date the application removes rows of its log.
create or replace function ops._seal_retention()
returns timestamptz
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_days text;
begin
    if ops._missing('{"public.email_settings": ["setting_key", "setting_value"]}') is null then
        select btrim(s.setting_value::text, '"') into v_days
        from public.email_settings as s
        where s.setting_key::text operator(pg_catalog.=) 'audit_log_retention_days'
        limit 1;
    end if;
    -- as the application reads it: below 30 days it goes by its default
    return ops.now() - make_interval(days => case
        when v_days ~ '^[0-9]{1,5}$' and v_days::integer >= 30 then v_days::integer
        else 365
    end);
end
$$;
comment on function ops._seal_retention() is 'Setting audit_log_retention_days of email_settings, else 365 days.';
revoke all on function ops._seal_retention() from public;
