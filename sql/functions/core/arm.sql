-- Allows unattended work in this very database, and in no copy of it.
create or replace function ops.arm(reason text)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_reason(reason, 'select ops.arm(''why'')');
    insert into ops.arming as a
        (system_identifier, timeline, database_oid, database_name, armed_at, armed_by, reason)
    select s.system_identifier::text, c.timeline_id, d.oid, d.datname, ops.now(), ops.actor(), btrim(arm.reason)
    from pg_control_system() as s, pg_control_checkpoint() as c, pg_database as d
    where d.datname = current_database()
    on conflict on constraint arming_pkey do update
    set system_identifier = excluded.system_identifier, timeline = excluded.timeline, database_oid = excluded.database_oid,
        database_name = excluded.database_name, armed_at = excluded.armed_at, armed_by = excluded.armed_by, reason = excluded.reason;
    return (select a.detail from ops.armed() as a);
end
$$;
comment on function ops.arm(text) is 'Remembers system identifier, timeline and database; a clone or a restore differs and is not armed. OP009 without a reason.';
revoke all on function ops.arm(text) from public;
grant execute on function ops.arm(text) to ops_operator;
