-- Every violation of area ocr.
create or replace function ops.check_ocr(max_rows integer default 200)
returns setof ops.violation
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    return query select v.* from ops._check_area('ocr', max_rows) as v;
end
$$;
comment on function ops.check_ocr(integer) is
    'Runbook 5, detection: violations of its rules by severity. Only reads. OP005 when max_rows is below 1.';
revoke all on function ops.check_ocr(integer) from public;
grant execute on function ops.check_ocr(integer) to ops_reader;
