-- Keeps what config.toml says of its functions in place of what the catalogue inferred.
create or replace function ops.accept_verify_jwt(sections jsonb)
returns table (name text, verify_jwt boolean, before boolean)
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if jsonb_typeof(sections) is distinct from 'object'
        or exists (select from jsonb_each(sections) as e where jsonb_typeof(e.value) <> 'boolean')
    then
        perform ops._fail('OP005', 'these are no sections of config.toml', 'an object of names and booleans',
            'lotastro-ops functions --config supabase/config.toml --accept');
    end if;
    return query
        with inferred as (
            select f.name, f.verify_jwt as before, coalesce((sections ->> f.name)::boolean, true) as said
            from ops.edge_functions() as f
            -- only what was inferred: a value that was read stays, and a difference from it stays a finding
            where f.exists_in_app and 'verify_jwt' = any (f.inferred)
        ),
        kept as (
            insert into ops.edge_function_setting as s (name, verify_jwt, changed_by)
            select i.name, i.said, ops.actor() from inferred as i
            on conflict on constraint edge_function_setting_pkey do update
            set verify_jwt = excluded.verify_jwt, changed_by = excluded.changed_by, changed_at = now()
            returning s.name, s.verify_jwt
        )
        select k.name, k.verify_jwt, i.before
        from kept as k
        join inferred as i
            on i.name = k.name
        order by k.name;
end
$$;
comment on function ops.accept_verify_jwt(jsonb) is
    'sections: {"name": verify_jwt}; a function without one has true. One row a function whose value was inferred '
    'until now; it is so no longer. OP005.';
revoke all on function ops.accept_verify_jwt(jsonb) from public;
grant execute on function ops.accept_verify_jwt(jsonb) to ops_operator;
