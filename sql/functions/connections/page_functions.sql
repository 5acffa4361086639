-- The functions behind the application's slowest pages that exist here.
create or replace function ops.page_functions()
returns table (page text, call text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select p.page, p.call
    from (values
        ('dashboard', 'public.get_dashboard_stats()'),
        ('inventory', 'public.get_inventory_pivot_summary()'),
        ('inventory list', 'public.get_inventory_with_reservations()')
    ) as p (page, call)
    where to_regprocedure(p.call) is not null
$$;
comment on function ops.page_functions() is 'One row a page: the call that it makes.';
revoke all on function ops.page_functions() from public;
grant execute on function ops.page_functions() to ops_reader;
