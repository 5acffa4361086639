-- Times the functions behind the application's pages and keeps the times.
create or replace function ops.measure_pages(as_user uuid default null)
returns setof ops.page_time
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_error text;
begin
    select case
            when pg_is_in_recovery() then 'a standby keeps nothing'
            when coalesce(as_user, ops.app_user()) is null then 'no active user in public.profiles to act as'
            when to_regrole('authenticated') is null then 'there is no role authenticated'
            when not pg_has_role('authenticated', 'member') then format('grant authenticated to %I', current_user)
        end
    into v_error;
    if v_error is not null then
        raise exception using errcode = 'OP003', message = 'pages cannot be measured here', detail = v_error,
            hint = 'select * from ops.runbook(''performance'')';
    end if;
    return query
        select r.*
        from ops.time_pages(as_user) as t
        cross join lateral ops.record_page_time(t.call, t.milliseconds, t.row_count, t.acted_as, t.error) as r;
end
$$;
comment on function ops.measure_pages(uuid) is
    'One row a page, kept in ops.page_time for rule slow_pages. Runs as the caller, who must be a member of role '
    'authenticated. OP003 where that cannot be.';
revoke all on function ops.measure_pages(uuid) from public;
grant execute on function ops.measure_pages(uuid) to ops_operator;
