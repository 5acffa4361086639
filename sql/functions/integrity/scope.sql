-- How far damage reaches (runbook 8, step 1): rows, metres, lots, orders and customers, a line a rule.
create or replace function ops.scope(area text)
returns setof ops.scope_line
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_states ops.rule_state[];
    v_rows ops.violation[];
    v_app constant boolean := ops._missing('{"public.rolls": ["id", "lot_id"], "public.order_lots": ["order_id", "lot_id"],
        "public.orders": ["id", "customer_name", "status", "fulfilled_at"], "public.reservations": ["id", "customer_name"],
        "public.reservation_lines": ["reservation_id", "lot_id", "incoming_stock_id"]}') is null;
begin
    perform ops._require_area(area);
    v_states := array(select s from ops._rule_states(area) as s where s.state <> 'disabled');
    v_rows := array(select v from unnest(v_states) as s (rule, area, severity, state, why)
        cross join lateral ops._run_rule((s.rule, s.area, s.severity, s.state, s.why)::ops.rule_state, null) as v);
    return query
        with broken as (
            select v.rule, v.subject, v.key, v.size, v.severity from unnest(v_rows) as v where v.status = 'violation' and v.key is not null
        ),
        reach as (
            select r.*
            from ops._reach(array(select v from unnest(v_rows) as v where v.status = 'violation' and v.key is not null)) as r
            where v_app
        ),
        counted as (
            select b.rule, min(b.severity) as severity, count(*) as rows, sum(b.size) as metres from broken as b group by b.rule
            union all
            select 'all', min(o.severity), count(*), sum(o.size)
            from (select min(b.severity) as severity, max(b.size) as size from broken as b group by b.subject, b.key) as o
        ),
        reached as (
            select coalesce(r.rule, 'all') as rule, count(distinct r.lot_id) as lots, count(distinct r.order_id) as orders,
                count(distinct r.customer) as customers, min(r.written_at) as written_from, max(r.written_at) as written_to
            from reach as r
            group by grouping sets ((r.rule), ())
            having v_app
        ),
        remembered as (
            select coalesce(m.rule, 'all') as rule, min(m.first_seen) as first_seen, max(m.last_change) as last_seen
            from ops._remembered(scope.area) as m
            group by grouping sets ((m.rule), ())
        )
        select s.rule, coalesce(c.severity, s.severity), s.state, coalesce(c.rows, 0), c.metres, e.lots, e.orders, e.customers,
            m.first_seen, m.last_seen, e.written_from, e.written_to, s.note
        from (
            select 0 as turn, 'all' as rule, null as severity, case when exists (select from broken) then 'violation' else 'clean' end as state,
                case when v_app then null else 'lots, orders and customers cannot be told: a table of the application is absent' end as note
            union all
            select 1, w.rule, w.severity, coalesce(u.status, case when b.rule is null then 'clean' else 'violation' end), u.message
            from unnest(v_states) as w (rule, area, severity, state, why)
            left join (select distinct b.rule from broken as b) as b
                on b.rule = w.rule
            left join (select v.rule, v.status, v.message from unnest(v_rows) as v where v.key is null and v.status <> 'more') as u
                on u.rule = w.rule
        ) as s
        left join counted as c
            on c.rule = s.rule
        left join reached as e
            on e.rule = s.rule
        left join remembered as m
            on m.rule = s.rule
        order by s.turn, s.state <> 'violation', coalesce(c.severity, s.severity), c.metres desc nulls last, s.rule;
    return query select t.* from ops._storage_scope() as t;
end
$$;
comment on function ops.scope(text) is 'First the whole area, each row once; then a line a rule, worst first; then the storage. Runs every rule of the area without a limit. As CSV: \copy (select * from ops.scope(''integrity'')) to scope.csv csv header. OP001 for an unknown area.';
revoke all on function ops.scope(text) from public;
grant execute on function ops.scope(text) to ops_reader;
