-- Hands an incident to the next role of the contact matrix.
create or replace function ops._hand_up(old ops.incident, why text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_next ops.contact_role;
    v_text text;
begin
    select n.* into v_next
    from ops.contact_role as r
    join ops.contact_role as n
        on n.role = r.escalates_to
    where r.role = (old).role;
    if v_next.role is null then
        update ops.incident as i set response_due = null where i.id = (old).id;
        v_text := format('%s; %s is the end of the path, nobody is left to call', why, (old).role);
    else
        update ops.incident as i
        set role = v_next.role, escalations = i.escalations + 1, clock_from = ops.now(),
            response_due = case when i.state = 'open' then ops.now() + (select s.response_time from ops.severity as s
                where s.level = i.severity) end
        where i.id = (old).id;
        v_text := format('%s: %s -> %s (%s)', why, (old).role, v_next.role,
            coalesce(nullif(concat_ws(', ', v_next.person, v_next.reach), ''), 'nobody is named for this role'));
    end if;
    perform ops._note_event((old).id, 'escalated', v_text);
    return v_text;
end
$$;
comment on function ops._hand_up(ops.incident, text) is 'What happened. The clock begins anew for the next role; at the end of the path it stops.';
revoke all on function ops._hand_up(ops.incident, text) from public;
