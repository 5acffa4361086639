-- Brings rows back from a copy of a table that was restored from a backup (runbook 8, step 4).
create or replace function ops.restore_rows(
    source regclass, target regclass, reason text, what text default 'missing', keys text[] default null,
    columns text[] default null, max_rows integer default 200, dry_run boolean default true
)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set row_security = off
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
as $$
-- names and types come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_target text;
    v_changes ops.proposal[];
begin
    perform ops._require_owner();
    perform ops._require_max_rows(max_rows);
    v_target := ops._require_restorable(source, target, what, columns);
    execute format(
        'select array_agg(row(null, %1$L, jsonb_build_object(%2$L, w.key), %3$L, w.was, w.becomes, '
        'format(%4$L, w.key))::ops.proposal) from (%5$s) as w (key, was, becomes)',
        v_target, ops._row_key(v_target),
        case what when 'missing' then 'insert' else 'update' end,
        replace(v_target, 'public.', '') || case what when 'missing' then ' %s comes back from the backup'
            else ' %s gets back what the backup has' end,
        ops._restore_query(source, v_target, what, columns)
    ) into v_changes using keys, max_rows;
    return query
        select c.* from ops._act('integrity', 'restore_rows', coalesce(v_changes, '{}'), reason, dry_run) as c;
end
$$;
comment on function ops.restore_rows(regclass, regclass, text, text, text[], text[], integer, boolean) is 'source: the copy, in a schema of its own. what: missing (rows that are gone come back) or changed (columns that differ are set back; columns limits which). A column that only one side has is left alone. Through the same plan, journal and undo as any repair; only the owner. OP004, OP005, OP009, OP018.';
revoke all on function ops.restore_rows(regclass, regclass, text, text, text[], text[], integer, boolean) from public;
