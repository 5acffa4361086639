-- Changes one setting, and keeps who did it.
create or replace function ops.set_setting(name text, value text)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_before text := ops.setting(name);
begin
    perform ops._require_setting_value(name, value);
    update ops.setting as s
    set value = set_setting.value, changed_at = ops.now(), changed_by = ops.actor()
    where s.name = set_setting.name;
    return v_before;
end
$$;
comment on function ops.set_setting(text, text) is 'Sets one setting (null: back to the default) and returns the value before. OP005 when name or value is unfit.';
revoke all on function ops.set_setting(text, text) from public;
grant execute on function ops.set_setting(text, text) to ops_operator;
