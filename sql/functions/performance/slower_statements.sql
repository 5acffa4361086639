-- Statements that have become slower than they were.
create or replace function ops.slower_statements(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select null::text, null::jsonb, 'cannot tell: no history of statements is kept', null::text, null::jsonb,
        null::jsonb,
        null::numeric, null::jsonb, 'select ops.sample_statements()'
    where not exists (select from ops.sampling)
    union all
    select 'pg_stat_statements',
        jsonb_build_object('queryid', s.queryid::text),
        left(format('%s ms now, %s ms before (since %s): %s', round(s.mean_ms, 1), round(s.before_ms, 1),
            to_char(s.before_since, 'YYYY-MM-DD'), regexp_replace(s.query, '\s+', ' ', 'g')), 100),
        null, to_jsonb(round(s.before_ms, 2)), to_jsonb(round(s.mean_ms, 2)), null,
        jsonb_build_object('calls', s.calls, 'before_calls', s.before_calls, 'since', s.since, 'query',
            left(s.query, 2000)),
        null
    from ops._statement_change() as s
    where s.calls >= ops._threshold('slower_statements', 'calls', 10)
        and s.mean_ms >= s.before_ms * ops._threshold('slower_statements', 'times', 2)
        and s.mean_ms - s.before_ms >= ops._threshold('slower_statements', 'milliseconds', 50)
$$;
comment on function ops.slower_statements(text[]) is
    'One hit a statement whose mean since the newest sample is times (2) and milliseconds (50) above that of the '
    'samples before, over at least calls (10).';
revoke all on function ops.slower_statements(text[]) from public;

select ops._define_rule(
    'slower_statements', 'performance', 'P2', 'Slow queries',
    'No statement has become much slower than it was',
    'A plan that has turned bad or a table that has outgrown its index shows here days before the page times out.',
    'report', '{"extension:pg_stat_statements": []}'
);
