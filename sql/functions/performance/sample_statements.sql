-- Keeps the counters of the statements that take most of the time, for later comparison.
create or replace function ops.sample_statements(statements integer default 100, keep interval default '14 days')
returns integer
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_sampling bigint;
    v_rows integer;
begin
    if statements is null or statements not between 1 and 1000 or keep is null or keep < interval '1 hour' then
        perform ops._fail('OP005', format('statements %s or keep %s does not fit', coalesce(statements::text, 'null'),
            coalesce(keep::text, 'null')),
            'statements: 1 to 1000; keep: at least 1 hour', 'select ops.sample_statements()');
    end if;
    -- an error here, rather than an empty sample, when there is nothing to read
    perform from ops.statements() limit 1;
    delete from ops.sampling as g where g.taken_at < ops.now() - keep;
    -- more often than this would only cost space
    if exists (select from ops.sampling as g where g.taken_at > ops.now() - interval '5 minutes') then
        return 0;
    end if;
    insert into ops.sampling (taken_at, statements) values (ops.now(), 0) returning id into v_sampling;
    insert into ops.statement_sample (sampling, queryid, calls, total_ms)
    select v_sampling, s.queryid, s.calls, s.total_ms
    from ops.statements() as s
    order by s.total_ms desc, s.queryid
    limit sample_statements.statements;
    get diagnostics v_rows = row_count;
    update ops.sampling as g set statements = v_rows where g.id = v_sampling;
    return v_rows;
end
$$;
comment on function ops.sample_statements(integer, interval) is
    'Statements kept; 0 when a sample is younger than five minutes. Removes samples older than keep. OP003 without '
    'the extension, OP005.';
revoke all on function ops.sample_statements(integer, interval) from public;
grant execute on function ops.sample_statements(integer, interval) to ops_operator;
