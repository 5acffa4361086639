-- One row that counts the large relations of which a rule could not judge the bloat, and says why.
create or replace function ops._bloat_withheld(state ops.rule_state)
returns setof ops.violation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
set jit = off
as $$
begin
    if state.state <> 'ready' or state.rule = 'dead_tuples' then
        return;
    end if;
    return query
        select u.*
        from (
            select count(*) as relations,
                sum(b.bytes) as bytes,
                (array_agg(b.withheld order by b.bytes desc))[1] as reason,
                jsonb_agg(jsonb_build_object('relation', b.relation, 'bytes', b.bytes, 'withheld', b.withheld)
                    order by b.bytes desc, b.relation) as list
            from ops._bloat_rows((ops._threshold(state.rule, 'megabytes', 64) * 1048576)::bigint) as b
            where b.withheld is not null
                and (b.kind = 'btree') = (state.rule = 'index_bloat')
                -- other kinds of index have no rule
                and b.kind in ('heap', 'toast', 'btree')
        ) as w
        cross join lateral ops._unknown(
            state.rule, state.severity, 'unknown',
            format('%s of %s not judged; the largest: %s',
                case when w.relations = 1 then '1 relation' else w.relations || ' relations' end, pg_size_pretty(w.bytes), w.reason),
            jsonb_build_object('relations', w.list),
            'call ops.measure_bloat()'
        ) as u
        where w.relations > 0;
end
$$;
comment on function ops._bloat_withheld(ops.rule_state) is 'None or one row with status unknown; detail lists the relations with their reasons.';
revoke all on function ops._bloat_withheld(ops.rule_state) from public;
