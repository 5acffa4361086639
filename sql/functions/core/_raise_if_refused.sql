-- Makes a refused run visible as an error, after it has been committed.
create or replace function ops._raise_if_refused(run bigint)
returns void
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run ops.run;
begin
    select r.* into v_run from ops.run as r where r.id = _raise_if_refused.run;
    if v_run.state = 'refused' then
        perform ops._fail('OP014', format('run %s was refused', run), v_run.note,
            format('look at the rows first: select * from ops.plan_rows(%s)', v_run.plan));
    end if;
end
$$;
comment on function ops._raise_if_refused(bigint) is 'Raises OP014 when the run is over a cap.';
revoke all on function ops._raise_if_refused(bigint) from public;
grant execute on function ops._raise_if_refused(bigint) to ops_operator;
