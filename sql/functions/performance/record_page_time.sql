-- Keeps one measured page time.
create or replace function ops.record_page_time(page text, milliseconds numeric, row_count bigint, acted_as uuid,
    error text)
returns ops.page_time
language sql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
    delete from ops.page_time as p where p.measured_at < ops.now() - interval '90 days';
    insert into ops.page_time as p (page, measured_at, milliseconds, role, acted_as, row_count, error)
    values (page, ops.now(), milliseconds, 'authenticated', acted_as, row_count, error)
    returning p.*
$$;
comment on function ops.record_page_time(text, numeric, bigint, uuid, text) is
    'The row kept; those older than 90 days go.';
revoke all on function ops.record_page_time(text, numeric, bigint, uuid, text) from public;
grant execute on function ops.record_page_time(text, numeric, bigint, uuid, text) to ops_operator;
