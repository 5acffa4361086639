-- Takes a registered derived value out of the catalogue.
create or replace function ops.unregister_derived_value(name text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_owner();
    update ops.registered_value as v
    set removed_at = ops.now(), removed_by = ops.actor()
    where v.name = unregister_derived_value.name and v.removed_at is null;
    if not found then
        perform ops._fail('OP002', format('no derived value %s is registered', coalesce(quote_literal(name), 'null')),
            coalesce('registered: ' || (
                select string_agg(v.name, ', ' order by v.name)
                from ops.registered_value as v
                where v.removed_at is null
            ), 'none is registered'), 'select * from ops.registered_values()');
    end if;
    delete from ops.rule as r where r.name = unregister_derived_value.name;
    return format('%s is no longer checked; its function and its journal stay', name);
end
$$;
comment on function ops.unregister_derived_value(text) is 'The rule leaves; what it changed can still be undone. To pause it, set enabled in ops.rule_setting. OP002, OP018.';
revoke all on function ops.unregister_derived_value(text) from public;
