-- Each statement's mean time since the newest sample beside its mean over the samples before.
create or replace function ops._statement_change()
returns table (
    queryid bigint, query text, mean_ms numeric, calls bigint, since timestamptz,
    before_ms numeric, before_calls bigint, before_since timestamptz
)
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    with edge as (
        select s.queryid, max(g.taken_at) as since, min(g.taken_at) as before_since,
            (array_agg(s.calls order by g.taken_at desc))[1] as last_calls,
            (array_agg(s.total_ms order by g.taken_at desc))[1] as last_ms,
            (array_agg(s.calls order by g.taken_at))[1] as first_calls,
            (array_agg(s.total_ms order by g.taken_at))[1] as first_ms
        from ops.statement_sample as s
        join ops.sampling as g
            on g.id = s.sampling
        group by s.queryid
    ),
    -- with one sample, "before" is all that was counted until it; with several, what lies between them
    window_of as (
        select e.*,
            case when e.last_calls > e.first_calls then e.last_calls - e.first_calls
                else e.last_calls end as before_calls,
            case when e.last_calls > e.first_calls then e.last_ms - e.first_ms else e.last_ms end as before_total
        from edge as e
    )
    select n.queryid, n.query,
        ((n.total_ms - w.last_ms::numeric) / (n.calls - w.last_calls)), n.calls - w.last_calls, w.since,
        (w.before_total / w.before_calls)::numeric, w.before_calls, w.before_since
    from window_of as w
    join ops.statements() as n
        on n.queryid = w.queryid
    -- fewer calls than then: the counters were reset in between
    where n.calls > w.last_calls and w.before_calls > 0
$$;
comment on function ops._statement_change() is 'One row a statement that was sampled and has run since.';
revoke all on function ops._statement_change() from public;
