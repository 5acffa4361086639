-- The row that stands for a rule that could not run, was skipped, or was stopped.
create or replace function ops._unknown(rule text, severity text, status text, message text, detail jsonb, fix text)
returns ops.violation
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select (
        severity, rule, ops._plain(ops._cut(message)), null, fix, null, null, null, null, detail, status, null,
        md5(rule || '|' || status)
    )::ops.violation
$$;
comment on function ops._unknown(text, text, text, text, jsonb, text) is 'Violation row without a subject; status unknown or skipped, or violation for lost coverage.';
revoke all on function ops._unknown(text, text, text, text, jsonb, text) from public;
