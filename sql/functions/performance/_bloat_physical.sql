-- Measures by extension pgstattuple where rows cannot be read or tell too little; null where that is not allowed either.
create or replace function ops._bloat_physical(relation oid, kind text)
returns ops.bloat_measure
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_name text := case kind when 'btree' then 'pgstatindex' else 'pgstattuple_approx' end;
    v_function oid := (
        select p.oid
        from pg_extension as e
        join pg_proc as p
            on p.pronamespace = e.extnamespace and p.proname = v_name and p.proargtypes[0] = 'regclass'::regtype
        where e.extname = 'pgstattuple' and has_function_privilege(p.oid, 'execute')
    );
    v_fill numeric := coalesce((
        select o.option_value::numeric
        from pg_class as c, pg_options_to_table(c.reloptions) as o
        where c.oid = relation and o.option_name = 'fillfactor'), case kind when 'btree' then 90 else 100 end);
    v_pages numeric := pg_relation_size(relation) / 8192;
    v_found jsonb;
    v_needed numeric;
    v_measure ops.bloat_measure;
begin
    if v_function is null or v_pages = 0 then
        return null;
    end if;
    execute format('select to_jsonb(x) from %s($1::regclass) as x', v_function::regproc) into v_found using relation;
    if kind = 'btree' then
        v_needed := 1 + (v_found ->> 'internal_pages')::numeric
            + (v_found ->> 'leaf_pages')::numeric * coalesce(nullif(v_found ->> 'avg_leaf_density', 'NaN')::numeric, 0) / v_fill;
    else
        v_needed := ((v_found ->> 'approx_tuple_len')::numeric + 8 * (v_found ->> 'approx_tuple_count')::numeric)
            / (8168 - 8192 * (100 - v_fill) / 100);
        v_measure.live_rows := round((v_found ->> 'approx_tuple_count')::numeric);
    end if;
    v_measure.bytes := v_pages * 8192;
    v_measure.reclaimable_bytes := round((v_pages - least(v_needed, v_pages)) * 8192);
    v_measure.pages_read := v_pages;
    v_measure.method := case kind when 'btree' then 'pgstatindex' else 'pgstattuple' end;
    return v_measure;
end
$$;
comment on function ops._bloat_physical(oid, text) is
    'Free space by pgstattuple_approx, or leaf density by pgstatindex. It knows neither dropped columns nor '
    'duplicates that a build would merge.';
revoke all on function ops._bloat_physical(oid, text) from public;
