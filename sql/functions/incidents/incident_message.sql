-- The text for stakeholders: no technical word, ready to send.
create or replace function ops.incident_message(incident bigint)
returns text
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incident ops.incident := ops._require_incident(incident);
    v_zone text := ops.setting('time_zone');
    v_what text;
begin
    v_what := case v_incident.area
        when 'connections' then 'The warehouse system could not be reached, or only slowly.'
        when 'auth' then 'Some people could not sign in.'
        when 'functions' then 'Some automatic tasks and links to other systems did not work.'
        when 'email' then 'Some e-mails from the warehouse system were not sent.'
        when 'ocr' then 'Photographs of the stock take were not read, or read badly.'
        when 'reservations' then 'Some reserved quantities were shown wrongly.'
        when 'performance' then 'Pages of the warehouse system were slow.'
        when 'integrity' then 'Some figures in the warehouse system were wrong.'
        when 'cron' then 'Some scheduled tasks and summaries did not run.'
        else 'Some connected systems were turned away.' end;
    return concat_ws(E'\n',
        format('Warehouse system: %s', case v_incident.state when 'resolved' then 'solved'
            else 'we are working on it' end),
        '', v_what,
        format('Noticed: %s.', to_char(v_incident.opened_at at time zone v_zone, 'DD Mon YYYY HH24:MI')),
        case when v_incident.state = 'resolved'
            then format('Solved: %s.', to_char(v_incident.resolved_at at time zone v_zone, 'DD Mon YYYY HH24:MI'))
            else 'We will write again when it is solved.' end,
        case when v_incident.state = 'resolved'
            then 'You do not need to do anything. If something still looks wrong, tell us.' end,
        format('Reference: incident %s.', v_incident.id));
end
$$;
comment on function ops.incident_message(bigint) is 'What was wrong, since when, whether it is over; times in the configured zone. The Product Owner sends it. OP013.';
revoke all on function ops.incident_message(bigint) from public;
grant execute on function ops.incident_message(bigint) to ops_reader;
