-- One row a rule that counts the large relations of which it could not judge the bloat, and says why.
create or replace function ops._bloat_withheld(states ops.rule_state[])
returns setof ops.violation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
set jit = off
as $$
begin
    return query
        select u.*
        from (
            select s.rule,
                s.severity,
                count(*) as relations,
                sum(b.bytes) as bytes,
                (array_agg(b.withheld order by b.bytes desc))[1] as reason,
                jsonb_agg(jsonb_build_object('relation', b.relation, 'bytes', b.bytes, 'withheld', b.withheld)
                    order by b.bytes desc, b.relation) as list
            from unnest(states) as s
            join ops._bloat_rows((least(
                ops._threshold('table_bloat', 'megabytes', 64),
                    ops._threshold('index_bloat', 'megabytes', 64)) * 1048576)::bigint) as b
                -- other kinds of index have no rule
                on s.rule = case when b.kind = 'btree' then 'index_bloat' when b.kind in ('heap', 'toast')
                    then 'table_bloat' end
            where s.state = 'ready'
                and b.withheld is not null
                and b.bytes >= ops._threshold(s.rule, 'megabytes', 64) * 1048576
            group by s.rule, s.severity
        ) as w
        cross join lateral ops._unknown(
            w.rule, w.severity, 'unknown',
            format('%s of %s not judged; the largest: %s',
                case when w.relations = 1 then '1 relation' else w.relations || ' relations' end,
                    pg_size_pretty(w.bytes), w.reason),
            jsonb_build_object('relations', w.list),
            'call ops.measure_bloat()'
        ) as u
        order by w.rule;
end
$$;
comment on function ops._bloat_withheld(ops.rule_state[]) is
    'Rows with status unknown; detail lists the relations with their reasons.';
revoke all on function ops._bloat_withheld(ops.rule_state[]) from public;
