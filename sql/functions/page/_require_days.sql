-- Refuses a number of days that no page can show.
create or replace function ops._require_days(days integer)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if days is null or days not between 1 and 366 then
        perform ops._fail(
            'OP005', format('days cannot be %s', coalesce(days::text, 'null')),
            'days is the number of days that the page looks back, 1 to 366',
            'select ops.status_page(days => 30)'
        );
    end if;
end
$$;
comment on function ops._require_days(integer) is 'Raises OP005 unless days is 1 to 366.';
revoke all on function ops._require_days(integer) from public;
