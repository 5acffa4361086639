-- Seals what has been written since the last time and cannot be joined by an older row any more.
create or replace function ops.seal(max_rows integer default 200000)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_subject text;
    v_settled timestamptz;
    v_rows bigint := 0;
    v_left text[] := array[]::text[];
    v_some bigint;
begin
    perform ops._require_max_rows(max_rows);
    perform ops._require_read_committed();
    perform ops._lock_seals();
    -- first who is still writing, then, in a later statement, what is there: the other way round a row could be missed
    v_settled := ops._seal_settled();
    for v_subject in
        select s.subject from ops._sealed_tables() as s where to_regclass(s.subject) is not null order by s.subject
    loop
        if ops._seal_prepared(v_subject) then
            v_left := v_left || v_subject;
            continue;
        end if;
        v_some := ops._seal_rows(v_subject, v_settled, max_rows);
        v_rows := v_rows + abs(v_some);
        perform ops._seal_expire(v_subject);
    end loop;
    -- the server's log is kept elsewhere, and nobody who only speaks SQL can edit it
    raise log '%', ops.seal_head();
    return concat_ws('; ', format('%s rows sealed', v_rows),
        case when v_left <> '{}' then format('not %s: a prepared transaction has written there', array_to_string(v_left, ', ')) end,
        ops.seal_head());
end
$$;
comment on function ops.seal(integer) is 'What was sealed, and the new head. Rows older than seal_lag and than the oldest running transaction; at most about max_rows a table, the oldest first. OP004 while another session seals, OP003 where transactions of others cannot be seen, OP010 above read committed.';
revoke all on function ops.seal(integer) from public;
grant execute on function ops.seal(integer) to ops_operator;
