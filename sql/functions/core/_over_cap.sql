-- Which cap a plan is over, if any.
create or replace function ops._over_cap(made ops.plan, one_transaction boolean, unattended boolean)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_share record;
begin
    if (one_transaction or unattended) and (made).changes > ops.setting('cap_rows')::integer then
        return format('%s rows are over cap_rows = %s; call ops.apply_in_batches(%s, ''why'')',
            (made).changes, ops.setting('cap_rows'), (made).id);
    elsif unattended and (made).size > ops.setting('cap_metres')::numeric then
        return format('%s m are over cap_metres = %s', ops._metres((made).size), ops.setting('cap_metres'));
    elsif unattended then
        select c.subject, count(*) as changes, t.reltuples into v_share
        from ops.plan_change as c
        join pg_class as t
            on t.oid = to_regclass(c.subject)
        where c.plan = (made).id and c.state = 'planned' and t.reltuples > 0
        group by c.subject, t.reltuples
        having count(*) * 100 > greatest(t.reltuples, 200) * ops.setting('cap_percent')::numeric
        order by c.subject
        limit 1;
        if found then
            return format('%s rows of %s are over cap_percent = %s of about %s', v_share.changes, v_share.subject,
                ops.setting('cap_percent'), v_share.reltuples);
        end if;
    end if;
    return null;
end
$$;
comment on function ops._over_cap(ops.plan, boolean, boolean) is 'Text that names the cap; null when the plan fits. One transaction is held to cap_rows, an unattended run to metres and share too.';
revoke all on function ops._over_cap(ops.plan, boolean, boolean) from public;
