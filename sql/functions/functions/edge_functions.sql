-- The edge functions as they are here: the release's catalogue, overridden by what this installation says.
create or replace function ops.edge_functions()
returns setof ops.edge_function
language sql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(s.name, e.name),
        coalesce(s.purpose, e.purpose, 'a function of this installation'),
        coalesce(s.header, e.header, 'none'),
        coalesce(s.secrets, e.secrets, '{}'),
        coalesce(s.verify_jwt, e.verify_jwt),
        nullif(coalesce(s.schedule, e.schedule), ''),
        nullif(coalesce(s.cron, e.cron), ''),
        coalesce(s.effect_kind, e.effect_kind),
        coalesce(s.effect, e.effect),
        -- what a query of the installation's own needs, the catalogue does not know
        case when s.effect is null then coalesce(s.reads, e.reads, '{}') else coalesce(s.reads, '{}') end,
        coalesce(s.fresh_for, e.fresh_for),
        coalesce(s.harmless, e.harmless, false),
        coalesce(s.exists_in_app, e.exists_in_app, true),
        coalesce(e.installed_at, s.changed_at),
        -- what the installation says of it is read, not inferred
        array(
            select i.name
            from unnest(e.inferred) with ordinality as i (name, place)
            where to_jsonb(s) ->> i.name is null
            order by i.place
        )
    from ops.edge_function as e
    full join ops.edge_function_setting as s
        on s.name = e.name
    where coalesce(s.enabled, true)
    order by 1
$$;
comment on function ops.edge_functions() is
    'One row a function; columns as in ops.edge_function. Those disabled in ops.edge_function_setting are left out.';
revoke all on function ops.edge_functions() from public;
grant execute on function ops.edge_functions() to ops_reader;
