-- Says that announced work is over.
create or replace function ops.end_maintenance()
returns integer
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows integer;
begin
    update ops.maintenance as m
    set ended_at = ops.now()
    where m.ended_at is null and m.until > ops.now();
    get diagnostics v_rows = row_count;
    return v_rows;
end
$$;
comment on function ops.end_maintenance() is 'How many announcements were in force and are over now.';
revoke all on function ops.end_maintenance() from public;
grant execute on function ops.end_maintenance() to ops_operator;
