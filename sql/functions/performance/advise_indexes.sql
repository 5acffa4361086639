-- Indexes that the statements taking most of the time would use.
create or replace function ops.advise_indexes(statements integer default 30, least_pages integer default 64)
returns table (definition text, state text, statements_helped bigint, cost_before numeric, cost_after numeric,
    total_ms numeric, example text)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_hypopg boolean := exists (select from pg_extension as e where e.extname = 'hypopg');
    v_found jsonb := jsonb_build_array();
    v_statement record;
    v_plan jsonb;
    v_candidate record;
    v_cost double precision;
begin
    perform ops._require_owner();
    if statements is null or statements not between 1 and 200 then
        perform ops._fail('OP005', format('statements cannot be %s', coalesce(statements::text, 'null')),
            'it is a number from 1 to 200',
            'select * from ops.advise_indexes()');
    end if;
    for v_statement in
        select s.queryid, s.total_ms, s.query from ops.statements() as s
        where s.query ~* '^\s*(select|with|update|delete)\M' and s.query !~ ';\s*\S'
        order by s.total_ms desc, s.queryid
        limit statements
    loop
        v_plan := ops._generic_plan(v_statement.query);
        for v_candidate in
            select format('create index on %s (%I)', f.relation, f.column_name) as definition
            from ops._filtered_scans(v_plan) as f
            join ops._app_relations('{r,m}') as c
                on c.relid = to_regclass(f.relation) and c.relpages >= least_pages
            order by f.is_equal desc, f.column_name
        loop
            v_cost := case when v_hypopg then ops._try_index(v_statement.query, v_candidate.definition) end;
            v_found := v_found || jsonb_build_object('definition', v_candidate.definition, 'before',
                v_plan -> 'Total Cost',
                'after', v_cost, 'ms', v_statement.total_ms, 'query', left(v_statement.query, 200));
        end loop;
    end loop;
    return query
        select regexp_replace(f.definition, '^create index', 'create index concurrently'),
            case when v_hypopg then 'the planner would use it' else 'not proven: create extension hypopg' end,
            count(*), round(sum(f.before)::numeric, 1), round(sum(f.after)::numeric, 1), sum(f.ms), min(f.query)
        from jsonb_to_recordset(v_found) as f (definition text, before double precision, after double precision,
            ms numeric, query text)
        where not v_hypopg or f.after <= 0.7 * f.before
        group by f.definition
        order by sum(f.ms * (1 - coalesce(f.after / nullif(f.before, 0), 0)::numeric)) desc, f.definition;
end
$$;
comment on function ops.advise_indexes(integer, integer) is
    'One row an index on one column that would save at least 30 % of the estimated cost of a statement that reads a '
    'table of at least least_pages whole. Plans other people''s statements with the owner''s rights, so only the '
    'owner can. OP003 without pg_stat_statements, OP005, OP018.';
revoke all on function ops.advise_indexes(integer, integer) from public;
