-- Refuses to restore between tables that do not fit.
create or replace function ops._require_restorable(source regclass, target regclass, what text, columns text[])
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_target text;
    v_schema name;
    v_wrong text;
begin
    select format('%I.%I', n.nspname, c.relname), n.nspname into v_target, v_schema
    from pg_class as c
    join pg_namespace as n
        on n.oid = c.relnamespace
    where c.oid = target and c.relkind in ('r', 'p');
    v_wrong := case
        when v_target is null then 'the target is no table'
        when v_schema in ('ops', 'ops_migrations', 'ops_evidence', 'pg_catalog', 'information_schema')
            then 'the target is not a table of the application'
        when source is null or source = target then 'the source is not a copy of the target'
        when what is null or what not in ('missing', 'changed') then 'what is missing or changed'
        when ops._row_key(v_target) is null
            then 'the rows of the target are not told apart by a column id, or as ops.subject says'
        when ops._type_of((
                select format('%I.%I', n.nspname, c.relname)
                from pg_class as c
                join pg_namespace as n
                    on n.oid = c.relnamespace
                where c.oid = source), ops._row_key(v_target)) is null
            then format('the source has no column %s', ops._row_key(v_target))
        else (
            select format('the target has no column %s', string_agg(c, ', '))
            from unnest(columns) as c
            where ops._type_of(v_target, c) is null
            having count(*) > 0
        )
    end;
    if v_wrong is not null then
        perform ops._fail('OP005', 'these rows cannot be restored', v_wrong,
            'select * from ops.restore_rows(''backup.lots'', ''public.lots'', ''why'')');
    end if;
    return v_target;
end
$$;
comment on function ops._require_restorable(regclass, regclass, text, text[]) is 'Name of the target; OP005 when the two tables, what or columns do not fit.';
revoke all on function ops._require_restorable(regclass, regclass, text, text[]) from public;
