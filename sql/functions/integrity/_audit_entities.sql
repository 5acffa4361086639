-- The things that the application's log speaks of, and in which table each stands, if any.
create or replace function ops._audit_entities(entries uuid[] default null)
returns table (entity_type text, entity_id uuid, place text, elsewhere text)
language plpgsql
-- in a parallel plan each worker would read the whole log for itself
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
-- names come from a list of ours and from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_standing text;
begin
    select string_agg(format(
            'select n.entity_type, n.entity_id, %L::text as named, %L::text as place '
            'from named as n join %s as t on t.%I = n.entity_id',
            p.entity_type, p.relation, to_regclass(p.relation)::text, p.key_column
        ), ' union all ' order by p.relation, p.key_column)
    into v_standing
    from ops._audit_places() as p;
    return query execute format(
        $query$
            with named as materialized (
                select distinct a.entity_type::text as entity_type, a.entity_id
                from public.audit_logs as a
                where $1 is null or (a.entity_type, a.entity_id) in (
                    select w.entity_type, w.entity_id from public.audit_logs as w where w.id = any ($1)
                )
            ),
            standing as (%s)
            select n.entity_type, n.entity_id,
                min(s.place) filter (where s.named = n.entity_type),
                min(s.place) filter (where s.named <> n.entity_type)
            from named as n
            left join standing as s
                on s.entity_type = n.entity_type and s.entity_id = n.entity_id
            group by n.entity_type, n.entity_id
        $query$,
        coalesce(v_standing,
            'select n.entity_type, n.entity_id, null::text as named, null::text as place from named as n where false')
    ) using entries;
end
$$;
comment on function ops._audit_entities(uuid[]) is 'One row a thing (for entries: the things these rows of audit_logs speak of): the table of its kind that holds it, and a table of another kind that does.';
revoke all on function ops._audit_entities(uuid[]) from public;
