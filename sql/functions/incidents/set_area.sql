-- Changes what the team has set about an area; no upgrade overwrites it.
create or replace function ops.set_area(area text, role text default null, owner text default null,
    notes text default null)
returns setof ops.area_setting
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_area(area);
    if role is not null then
        perform ops._require_role(role);
    end if;
    return query
        update ops.area_setting as a
        set role = coalesce(set_area.role, a.role), owner = coalesce(set_area.owner, a.owner),
            notes = coalesce(set_area.notes, a.notes), changed_at = ops.now(), changed_by = ops.actor()
        where a.area = set_area.area
        returning a.*;
end
$$;
comment on function ops.set_area(text, text, text, text) is 'What is null stays as it was. role: who is called first. notes show with the runbook. OP001, OP013.';
revoke all on function ops.set_area(text, text, text, text) from public;
grant execute on function ops.set_area(text, text, text, text) to ops_operator;
