-- The rows of the application, as they are now, that some rows of the log speak of.
create or replace function ops._audit_live(entries uuid[])
returns table (entry uuid, live jsonb)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
-- names come from a list of ours and from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_place record;
begin
    for v_place in select p.* from ops._audit_places() as p loop
        return query execute format(
            'select a.id, to_jsonb(t) from public.audit_logs as a join %s as t on t.%I = a.entity_id '
            'where a.entity_type::text = %L and a.id = any ($1)',
            to_regclass(v_place.relation)::text, v_place.key_column, v_place.entity_type
        ) using entries;
    end loop;
end
$$;
comment on function ops._audit_live(uuid[]) is 'One row an entry of audit_logs whose thing exists, with that thing''s row.';
revoke all on function ops._audit_live(uuid[]) from public;
