-- Takes the next statement of the queue, or the one named, for whoever is about to run it.
create or replace function ops.begin_maintenance_statement(id bigint default null)
returns setof ops.maintenance_statement
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_next ops.maintenance_statement;
begin
    if ops.actor() like 'ops:%' then
        perform ops._require_armed();
    end if;
    perform pg_advisory_xact_lock(hashtextextended('ops:maintenance', 0));
    perform ops._maintenance_settle();
    select m.* into v_next from ops.maintenance_statement as m where m.state = 'running';
    if found then
        perform ops._fail('OP004', format('statement %s is running', v_next.id),
            format('since %s by %s: %s', v_next.started_at, v_next.started_by, v_next.statement),
            format('select * from ops.end_maintenance_statement(%s)', v_next.id));
    end if;
    select m.* into v_next
    from ops.maintenance_statement as m
    where case when begin_maintenance_statement.id is null then m.state = 'queued'
        else m.id = begin_maintenance_statement.id and m.state in ('queued', 'decide') end
    order by m.id
    limit 1;
    if not found and begin_maintenance_statement.id is not null then
        perform ops._fail('OP005', format('statement %s is not waiting', begin_maintenance_statement.id),
            'it does not exist, or was begun or withdrawn',
            'select id, state, statement from ops.maintenance_queue');
    elsif v_next.state = 'decide' and ops.actor() like 'ops:%' then
        perform ops._fail('OP003', 'a rewrite that stops the application is never run by a job', v_next.statement,
            'a person runs it: set ops.actor to a name');
    end if;
    return query
        update ops.maintenance_statement as m
        set state = 'running',
            started_at = clock_timestamp(),
            started_by = ops.actor(),
            bytes_before = pg_total_relation_size(m.relation_oid),
            filenode = pg_relation_filenode(m.relation_oid)
        where m.id = v_next.id
        returning m.*;
end
$$;
comment on function ops.begin_maintenance_statement(bigint) is
    'No row when nothing is queued. Run its statement alone, then call ops.end_maintenance_statement. OP003 for a '
    'job and a rewrite, OP004 while one runs, OP005 for what does not wait, OP015 for a job that is not armed.';
revoke all on function ops.begin_maintenance_statement(bigint) from public;
grant execute on function ops.begin_maintenance_statement(bigint) to ops_operator;
