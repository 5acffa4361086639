-- Whether an item of a run belongs to a group that is changed as a whole.
create or replace function ops._is_together(run bigint, "position" integer)
returns boolean
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(bool_or(i.together is not null), false)
    from ops._run_items(run, "position", "position") as i
$$;
comment on function ops._is_together(bigint, integer) is 'True when the item''s plan or run names others that are changed with it or not at all.';
revoke all on function ops._is_together(bigint, integer) from public;
