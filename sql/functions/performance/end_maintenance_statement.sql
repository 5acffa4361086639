-- Records how a statement of the queue ended, by what it left and not by what it said.
create or replace function ops.end_maintenance_statement(id bigint, error text default null)
returns setof ops.maintenance_statement
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run ops.maintenance_statement;
    v_wrong text;
begin
    select m.* into v_run from ops.maintenance_statement as m where m.id = end_maintenance_statement.id
        and m.state = 'running' for update;
    if not found then
        perform ops._fail('OP005', format('statement %s is not running', coalesce(id::text, 'null')),
            'it was not begun, or has ended',
            'select id, state, statement from ops.maintenance_queue');
    end if;
    v_wrong := case v_run.kind
        when 'vacuum' then case
            -- a vacuum that is skipped, for a lock or for want of the right, is only a warning
            when coalesce(pg_stat_get_last_vacuum_time(v_run.relation_oid) < v_run.started_at, true)
                then 'it was skipped: the table was locked, or is another role''s'
        end
        when 'drop_index' then case when exists (select from pg_class as c where c.oid = v_run.relation_oid)
            then 'the index is still there' end
        else case
            -- by name: REINDEX CONCURRENTLY makes another index and gives it the name
            when pg_relation_filenode(to_regclass(v_run.relation)) is not distinct from v_run.filenode
                then 'it was not rewritten'
        end
    end;
    v_wrong := nullif(concat_ws('; ', error, v_wrong, (
        select format('it left %s: select * from ops.repair_bloat()', string_agg(c.oid::regclass::text, ', '))
        from pg_index as i
        join pg_class as c
            on c.oid = i.indexrelid
        where v_run.kind = 'reindex'
            and not i.indisvalid
            and c.relname ~ '_cc(new|old)[0-9]*$'
            and i.indrelid = (select o.indrelid from pg_index as o where o.indexrelid = to_regclass(v_run.relation))
        having count(*) > 0
    )), '');
    return query
        update ops.maintenance_statement as m
        set state = case when v_wrong is null then 'done' else 'failed' end,
            ended_at = clock_timestamp(),
            bytes_after = coalesce(pg_total_relation_size(to_regclass(m.relation)), 0),
            note = v_wrong
        where m.id = v_run.id
        returning m.*;
end
$$;
comment on function ops.end_maintenance_statement(bigint, text) is
    'error is what the statement raised, null for none. failed when a vacuum was skipped, nothing was rewritten or '
    'an invalid index was left. OP005 for what is not running.';
revoke all on function ops.end_maintenance_statement(bigint, text) from public;
grant execute on function ops.end_maintenance_statement(bigint, text) to ops_operator;
