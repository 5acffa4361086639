-- Refuses to evaluate the expressions of an index on another role's table: they would run with our rights.
create or replace function ops._bloat_refuse_code(index oid)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_owner name;
begin
    select c.relowner::regrole::name into v_owner
    from pg_index as i
    join pg_class as c
        on c.oid = i.indrelid
    where i.indexrelid = index
        and c.relowner <> current_user::regrole
        and (
            i.indexprs is not null
            or i.indpred is not null
            or exists (
                select
                from unnest(i.indclass::oid[]) as k (oid)
                join pg_opclass as o
                    on o.oid = k.oid
                where o.opcnamespace <> 'pg_catalog'::regnamespace
            )
        );
    if found then
        raise insufficient_privilege using message = format('its expressions are code of role %s', v_owner);
    end if;
end
$$;
comment on function ops._bloat_refuse_code(oid) is
    'Raises 42501 for an expression, a predicate or operators outside pg_catalog on a table that the package''s '
    'owner does not own.';
revoke all on function ops._bloat_refuse_code(oid) from public;
