-- Refuses a run that does not exist.
create or replace function ops._require_run(run bigint)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from ops.run as r where r.id = _require_run.run) then
        perform ops._fail('OP007', format('there is no run %s', coalesce(run::text, 'null')),
            coalesce((select format('the newest run is %s (%s, %s, by %s)', r.id, r.kind, r.state, r.actor)
                from ops.run as r order by r.id desc limit 1), 'nothing was ever applied here'),
            'select * from ops.recent_run');
    end if;
end
$$;
comment on function ops._require_run(bigint) is 'Raises OP007 unless the run exists.';
revoke all on function ops._require_run(bigint) from public;
