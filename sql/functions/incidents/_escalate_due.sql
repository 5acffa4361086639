-- Hands up every incident that nobody answered in time.
create or replace function ops._escalate_due()
returns integer
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident;
    v_count integer := 0;
begin
    for v_incident in
        select i.* from ops.incident as i
        where i.state = 'open' and i.response_due <= ops.now()
        order by i.severity, i.id
        for update skip locked
    loop
        perform ops._hand_up(v_incident, format('nobody answered within %s',
            v_incident.response_due - v_incident.clock_from));
        v_count := v_count + 1;
    end loop;
    return v_count;
end
$$;
comment on function ops._escalate_due() is 'How many were handed up: one role each, also after a long pause.';
revoke all on function ops._escalate_due() from public;
