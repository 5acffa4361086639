-- Audit entries of a stretch of time by action and kind of thing.
create or replace function ops.count_audit_entries(since interval default '24 hours')
returns table (action text, entity_type text, entries bigint, users bigint, newest timestamptz)
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    return query
        select a.action::text, a.entity_type::text, count(*), count(distinct a.user_id), max(a.created_at)
        from public.audit_logs as a
        where a.created_at > ops.now() - since
        group by a.action, a.entity_type;
end
$$;
comment on function ops.count_audit_entries(interval) is 'One row an action and entity type.';
revoke all on function ops.count_audit_entries(interval) from public;
grant execute on function ops.count_audit_entries(interval) to ops_reader;
