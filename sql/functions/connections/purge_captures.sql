-- Removes old captures and what was kept of signalled sessions' statements: they may hold personal data.
create or replace function ops.purge_captures(older_than interval default '30 days')
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_captures bigint;
begin
    if older_than is null or older_than < interval '0' then
        perform ops._fail('OP005', format('older_than cannot be %s', coalesce(older_than::text, 'null')),
            'captures younger than that stay', 'select ops.purge_captures(older_than => ''30 days'')');
    end if;
    delete from ops.capture as c where c.taken_at <= ops.now() - older_than;
    get diagnostics v_captures = row_count;
    -- that somebody ended a session stays known; what it was running does not
    update ops.signal as s
    set session = s.session - 'query' - 'client'
    where s.signalled_at <= ops.now() - older_than and s.session ?| array['query', 'client'];
    return v_captures;
end
$$;
comment on function ops.purge_captures(interval) is
    'Removes captures older than that, and statement and address from signals as old; returns how many captures '
    'went. OP005.';
revoke all on function ops.purge_captures(interval) from public;
grant execute on function ops.purge_captures(interval) to ops_operator;
