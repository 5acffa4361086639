-- Where to stop, so that no more than so many rows are sealed at once.
create or replace function ops._seal_up_to(subject text, since timestamptz, settled timestamptz, max_rows integer)
returns timestamptz
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names come from a list of ours
-- @plpgsql_check_options: security_warnings = off
declare
    v_table record;
    v_last timestamptz;
begin
    if max_rows is not null then
        select s.* into v_table from ops._sealed_tables() as s where s.subject = _seal_up_to.subject;
        execute format('select %1$s from %2$s where %1$s < $2 and ($1 is null or %1$s >= $1) order by %1$s offset $3 limit 1', v_table.at, v_table.source)
            into v_last using since, settled, max_rows - 1;
    end if;
    -- rows of one moment belong together: they are of one transaction
    return least(settled, v_last + interval '1 microsecond');
end
$$;
comment on function ops._seal_up_to(text, timestamptz, timestamptz, integer) is 'What is older than this is sealed next; never later than what is settled.';
revoke all on function ops._seal_up_to(text, timestamptz, timestamptz, integer) from public;
