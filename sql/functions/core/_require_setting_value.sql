-- Whether a value fits its setting, before it is stored.
create or replace function ops._require_setting_value(name text, value text)
returns void
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_setting ops.setting;
    v_fits boolean;
    v_wants text;
begin
    select s.* into v_setting from ops.setting as s where s.name = _require_setting_value.name;
    v_wants := case v_setting.kind
        when 'time' then 'a time like 200ms or 5s'
        when 'zone' then 'a zone of pg_timezone_names'
        when 'word' then 'one of ' || array_to_string(v_setting.words, ', ')
        when 'whole' then 'a whole number'
        when 'boolean' then 'true or false'
        else format('a value of kind %s', v_setting.kind)
    end || coalesce(', at least ' || v_setting.lowest, '') || coalesce(', at most ' || v_setting.highest, '');
    -- a cast that fails is the answer "does not fit", so its error is caught here and nowhere else
    begin
        v_fits := value is null or case v_setting.kind
            when 'whole' then value::bigint between coalesce(v_setting.lowest::bigint, value::bigint)
                and coalesce(v_setting.highest::bigint, value::bigint)
            when 'number' then value::numeric between coalesce(v_setting.lowest::numeric, value::numeric)
                and coalesce(v_setting.highest::numeric, value::numeric)
            when 'interval' then value::interval between coalesce(v_setting.lowest::interval, value::interval)
                and coalesce(v_setting.highest::interval, value::interval)
            when 'time' then value ~ '^[0-9]{1,5}ms$' or value ~ '^[0-9]{1,2}s$'
            when 'zone' then exists (select from pg_timezone_names as z where z.name = value)
            when 'uuid' then value::uuid is not null
            when 'boolean' then value::boolean is not null
            when 'word' then value = any (v_setting.words)
            else true
        end;
    exception
        when data_exception then
            v_fits := false;
    end;
    if not v_fits then
        perform ops._fail(
            'OP005', format('%s does not fit setting %s', quote_literal(value), name),
            format('%s wants %s; it is %s', name, v_wants, ops.setting(name)),
            format('select description from ops.setting where name = %L', name)
        );
    end if;
end
$$;
comment on function ops._require_setting_value(text, text) is 'Raises OP005 unless the value fits the setting; null always fits.';
revoke all on function ops._require_setting_value(text, text) from public;
