-- After how many failures the retry worker reads a mail no more.
create or replace function ops._mail_max_retries()
returns integer
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return coalesce((
        select (s.setting_value ->> 'max_retries')::integer
        from public.email_settings as s
        where s.setting_key = 'retry_config_default' and s.setting_value ->> 'max_retries' ~ '^\d{1,4}$'
    ), 3);
end
$$;
comment on function ops._mail_max_retries() is
    'max_retries of setting retry_config_default, else 3; the templates'' own retry_config is ignored by the worker.';
revoke all on function ops._mail_max_retries() from public;
