-- Rows of a table that are not as sealed.
create or replace function ops._seal_differences(subject text, after bigint default 0, keys text[] default null)
returns table (what text, key text, batch bigint, at timestamptz)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
-- how many seals there are is not known to the planner: sorting both sides costs more than all digests
set enable_mergejoin = off
set work_mem = '64MB'
set jit = off
as $$
-- names and types come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_now timestamptz;
    v_then timestamptz;
begin
    select max(b.through), max(b.through) filter (where b.id <= after) into v_now, v_then
    from ops.seal_batch as b
    where b.subject = _seal_differences.subject and b.kind = 'rows';
    return query execute ops._seal_scan(subject, case when v_then is null then 0 else after end, keys is not null)
        using subject, after, v_now, v_then, keys, ops._seal_gone();
end
$$;
comment on function ops._seal_differences(text, bigint, text[]) is 'edited, removed or slipped in, with key, sealing batch and time. After a batch: what was sealed since, and rows since then. Keys: these rows only.';
revoke all on function ops._seal_differences(text, bigint, text[]) from public;
