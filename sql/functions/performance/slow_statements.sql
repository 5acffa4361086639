-- Statements that are slow each time they run.
create or replace function ops.slow_statements(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select b.* from ops._blind('pg_read_all_stats', 'statements of other roles are hidden') as b
    union all
    select 'pg_stat_statements',
        jsonb_build_object('queryid', s.queryid::text),
        left(format('%s ms on average, %s calls, %s %% of all time: %s', round(s.mean_ms), s.calls, s.share,
            regexp_replace(s.query, '\s+', ' ', 'g')), 100),
        null, null, to_jsonb(s.mean_ms), null,
        jsonb_build_object('calls', s.calls, 'total_ms', s.total_ms, 'share', s.share, 'rows', s.row_count,
            'query', left(s.query, 2000)),
        'select * from ops.advise_indexes()'
    from ops.statements() as s
    where s.calls >= ops._threshold('slow_statements', 'calls', 5)
        and s.mean_ms >= ops._threshold('slow_statements', 'milliseconds', 1000)
$$;
comment on function ops.slow_statements(text[]) is
    'One hit a statement of at least calls (5) with a mean of at least milliseconds (1000) since the reset of its '
    'counters.';
revoke all on function ops.slow_statements(text[]) from public;

select ops._define_rule(
    'slow_statements', 'performance', 'P2', 'Slow queries',
    'No statement takes a second each time',
    'A page waits for several statements; at 8 s the platform cancels them and the user sees an error.',
    'report', '{"extension:pg_stat_statements": []}'
);
