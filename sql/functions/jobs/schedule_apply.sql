-- Gives pg_cron the three entries of this database.
create or replace function ops.schedule_apply()
returns setof ops.diagnosis
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_entry record;
    v_double ops.diagnosis;
begin
    if to_regclass('cron.job') is null then
        perform ops._fail('OP071', 'pg_cron is not in this database',
            'where pg_cron is, as a role that may: '
                || (select string_agg(s, '; ' order by s) from ops.schedule_statements() as s),
            'lotastro-ops schedule apply --cron-database postgres, or lotastro-ops schedule run');
    end if;
    select d.* into v_double from ops.schedule_list() as d where d.state = 'fail' limit 1;
    if found then
        perform ops._fail('OP071', format('%s is scheduled already', v_double.item), v_double.detail, v_double.fix);
    end if;
    for v_entry in
        select e.* from ops._cron_entries() as e
        where not exists (
            select from ops._own_cron_jobs() as j
            where j.name = e.name and j.username = current_user and j.active
                and (e.name like '%:maintenance' or (j.schedule, j.command) = (e.schedule, e.command))
        )
        order by e.name
    loop
        -- the same name of the same role is replaced, so a second call writes nothing new
        execute format('select %s.schedule($1, $2, $3)', to_regnamespace('cron')) using v_entry.name, v_entry.schedule,
            v_entry.command;
    end loop;
    return query select d.* from ops.schedule_list() as d;
end
$$;
comment on function ops.schedule_apply() is 'Rows of ops.schedule_list() afterwards. OP071 where pg_cron is not in this database, or something else runs our jobs here.';
revoke all on function ops.schedule_apply() from public;
