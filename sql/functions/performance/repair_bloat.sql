-- Plans what mends dead rows and bloat, statement by statement, or puts it into the queue of the maintenance window.
create or replace function ops.repair_bloat(dry_run boolean default true, relation text default null,
    reason text default null)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set jit = off
as $$
declare
    v_call text := format('select * from ops.repair_bloat(dry_run => false%s, reason => ''why'')',
        ', relation => ' || quote_literal(relation));
begin
    if dry_run is null then
        perform ops._fail('OP005', 'dry_run cannot be null',
            'true shows the statements, false puts them into the queue', 'select * from ops.repair_bloat()');
    elsif relation is not null and ops._relation(relation) is null then
        perform ops._fail('OP005', format('no relation is named %L', relation), 'name it with its schema',
            'select relation from ops.bloat()');
    elsif not dry_run then
        perform ops._require_reason(reason, v_call);
    end if;
    return query
        with step as materialized (
            select p.* from ops._maintenance_plan(repair_bloat.relation) as p
        ),
        queued as (
            insert into ops.maintenance_statement (statement, kind, relation, relation_oid, why, reclaims, lock,
                disk_bytes, state, queued_at, actor, reason)
            select s.statement, s.kind, s.relation_name, s.relation_oid, s.why, s.reclaims, s.lock, s.disk_bytes,
                case s.state when 'decide' then 'decide' else 'queued' end, ops.now(), ops.actor(), repair_bloat.reason
            from step as s
            where not dry_run and s.state <> 'refused'
            order by s.position
            on conflict do nothing
            returning statement, id
        )
        select null::bigint, s.position, s.rule, null::text, left(format('%s: %s', s.relation_name, s.why), 100),
            s.relation_name, jsonb_build_object('relation', s.relation_name), null::text, null::jsonb,
            jsonb_strip_nulls(jsonb_build_object(
                'statement', s.statement, 'why', s.why, 'reclaims', s.reclaims, 'lock', s.lock, 'disk_bytes',
                    s.disk_bytes, 'maintenance', q.id
            )),
            null::numeric, s.state, case when s.state = 'refused' then s.note
                else concat_ws(' -- ', s.statement || ';', s.note) end
        from step as s
        left join queued as q
            on q.statement = s.statement
        order by s.position;
    raise notice '%', case
        when dry_run then format('each statement stands alone, outside a transaction; to queue them for the maintenance window: %s', v_call)
        else 'queued; lotastro-ops maintain runs them one by one: select * from ops.maintenance_queue'
    end;
end
$$;
comment on function ops.repair_bloat(boolean, text, text) is
    'Runbook 7, step 5. VACUUM and REINDEX CONCURRENTLY run in no function: after holds the exact statement, what '
    'it gives back, its lock and the disk it needs; note shows it. With dry_run => false and a reason they are '
    'queued in ops.maintenance_statement. OP005, OP009.';
revoke all on function ops.repair_bloat(boolean, text, text) from public;
grant execute on function ops.repair_bloat(boolean, text, text) to ops_operator;
