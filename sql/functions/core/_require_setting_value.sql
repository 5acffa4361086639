-- Whether a value fits its setting, before it is stored.
create or replace function ops._require_setting_value(name text, value text)
returns void
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_fits boolean;
    v_wants text;
begin
    -- a cast that fails is the answer "does not fit", so its error is caught here and nowhere else
    begin
        case
            when value is null then
                v_fits := true;
            when name in ('cap_rows', 'batch_rows') then
                v_wants := 'a whole number from 1 to 100000';
                v_fits := value::integer between 1 and 100000;
            when name = 'cap_metres' then
                v_wants := 'a number of metres, 0 or more';
                v_fits := value::numeric >= 0;
            when name = 'cap_percent' then
                v_wants := 'a percentage from 0 to 100';
                v_fits := value::numeric between 0 and 100;
            when name in ('cap_time', 'plan_max_age') then
                v_wants := 'an interval from 1 second to 1 day';
                v_fits := value::interval between '1 second' and '1 day';
            when name in ('lock_timeout', 'check_lock_timeout') then
                v_wants := 'a time like 200ms, below deadlock_timeout for repairs';
                v_fits := value ~ '^[0-9]{1,5}ms$' or value ~ '^[0-9]{1,2}s$';
            when name = 'journal_age' then
                v_wants := 'an interval of 400 days or more';
                v_fits := value::interval >= '400 days';
            when name = 'time_zone' then
                v_wants := 'a zone of pg_timezone_names';
                v_fits := exists (select from pg_timezone_names as z where z.name = value);
            when name = 'audit_user_id' then
                v_wants := 'a uuid';
                v_fits := value::uuid is not null;
            when name = 'policy_reservations' then
                v_wants := 'lines (the one policy of this release)';
                v_fits := value = 'lines';
            else
                v_fits := true;
        end case;
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
