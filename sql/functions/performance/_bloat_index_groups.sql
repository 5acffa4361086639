-- Size of each sampled index entry, and how many entries have the same key.
create or replace function ops._bloat_index_groups(index oid, source text, blocks bigint[])
returns table (length integer, equals integer)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set jit = off
as $$
-- the query is made of relation, columns and the index's own definition, from the catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_index record;
    v_nulls boolean[];
begin
    select i.* into v_index from ops._bloat_index(index) as i;
    if not v_index.merges then
        return query execute format('select s.length, 1 from (%s) as s', source) using blocks;
        return;
    end if;
    -- an index finds nulls by another condition, so one query for each pattern of them
    for v_nulls in execute format(
        'select distinct array[%s] from (%s) as s',
        (select string_agg(format('s.ops_%s is null', k.place), ', ' order by k.place)
            from generate_series(1, cardinality(v_index.keys)) as k (place)),
        source
    ) using blocks loop
        return query execute (
            select format(
                'select x.length, x.equals from (select s.length, s.times, (select count(*)::integer from (select from %s as t where %s limit 2000) as e) as equals from (select s.length, %s, count(*) as times from (%s) as s where %s group by s.length, %3$s) as s offset 0) as x cross join generate_series(1, x.times)',
                v_index.on_table::regclass,
                concat_ws(' and ',
                    string_agg(case when v_nulls[k.place] then k.expression || ' is null'
                        else v_index.equal[k.place] end, ' and '),
                    '(' || v_index.predicate || ')'),
                string_agg(format('s.ops_%s', k.place), ', '),
                source,
                string_agg(format('s.ops_%s is %s null', k.place, case when not v_nulls[k.place] then 'not' end),
                    ' and ')
            )
            from unnest(v_index.keys) with ordinality as k (expression, place)
        ) using blocks;
    end loop;
end
$$;
comment on function ops._bloat_index_groups(oid, text, bigint[]) is
    'One row a sampled entry; equals stops at 2000, and is 1 where a build merges nothing.';
revoke all on function ops._bloat_index_groups(oid, text, bigint[]) from public;
