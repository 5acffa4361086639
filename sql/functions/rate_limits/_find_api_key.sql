-- The one key that is meant by an id, a prefix or a name.
create or replace function ops._find_api_key(key text)
returns uuid
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_ids uuid[];
    v_names text;
begin
    select array_agg(k.id), string_agg(format('%s (%s, %s)', k.name, k.service, k.id), '; ' order by k.name, k.id)
    into v_ids, v_names
    from public.api_keys as k
    where _find_api_key.key in (k.id::text, k.key_prefix, k.name);
    if v_ids is null then
        perform ops._fail('OP013', format('no key is called %s', coalesce(quote_literal(key), 'null')),
            'neither an id, a prefix nor a name', 'select id, name, service, key_prefix from ops.api_key_use');
    elsif cardinality(v_ids) > 1 then
        perform ops._fail('OP005', format('%s can mean %s keys', quote_literal(key), cardinality(v_ids)), v_names,
            'give the id');
    end if;
    return v_ids[1];
end
$$;
comment on function ops._find_api_key(text) is
    'Id of the key. OP013 where there is none, OP005 with the list where there are several.';
revoke all on function ops._find_api_key(text) from public;
