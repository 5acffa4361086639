-- What a setting is in force in this database.
create or replace function ops.setting(name text)
returns text
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_value text;
begin
    select coalesce(s.value, s.default_value) into v_value
    from ops.setting as s
    where s.name = setting.name;
    if not found then
        perform ops._fail(
            'OP005', format('no setting is named %s', coalesce(quote_literal(setting.name), 'null')),
            'settings: ' || (select string_agg(s.name, ', ' order by s.name) from ops.setting as s),
            'select name, value, description from ops.setting'
        );
    end if;
    return v_value;
end
$$;
comment on function ops.setting(text) is 'Value in force of one setting; OP005 when there is none of that name.';
revoke all on function ops.setting(text) from public;
grant execute on function ops.setting(text) to ops_reader;
