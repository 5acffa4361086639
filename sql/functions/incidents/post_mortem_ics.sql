-- The post-mortem as a calendar entry.
create or replace function ops.post_mortem_ics(incident bigint)
returns text
language plpgsql
stable parallel safe
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
declare
    v_incident ops.incident := ops._require_incident(incident);
    v_due timestamptz := coalesce(v_incident.post_mortem_due, v_incident.opened_at + interval '48 hours');
    v_line text;
    v_room integer;
    v_text text := '';
begin
    foreach v_line in array array[
        'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//lotastro-ops//incident//EN', 'BEGIN:VEVENT',
        format('UID:incident-%s-%s@lotastro-ops', v_incident.id,
            to_char(v_incident.opened_at, 'YYYYMMDD"T"HH24MISS"Z"')),
        'DTSTAMP:' || to_char(ops.now(), 'YYYYMMDD"T"HH24MISS"Z"'),
        'DTSTART:' || to_char(v_due - interval '1 hour', 'YYYYMMDD"T"HH24MISS"Z"'),
        'DTEND:' || to_char(v_due, 'YYYYMMDD"T"HH24MISS"Z"'),
        'SUMMARY:' || ops._ics(format('Post-mortem of incident %s: %s', v_incident.id, v_incident.title)),
        'DESCRIPTION:' || ops._ics(format('%s, %s. Whoever acted is there. Report: select ops.incident_report(%s)',
            v_incident.severity, v_incident.area, v_incident.id)),
        'END:VEVENT', 'END:VCALENDAR'
    ] loop
        -- a line is at most 75 bytes; what is longer goes on after a space. 18 characters fit even in four bytes each
        v_room := case when octet_length(v_line) = length(v_line) then 74 else 18 end;
        v_text := v_text || (
            select string_agg(substr(v_line, 1 + n * v_room, v_room), E'\r\n ' order by n)
            from generate_series(0, (length(v_line) - 1) / v_room) as n
        ) || E'\r\n';
    end loop;
    return v_text;
end
$$;
comment on function ops.post_mortem_ics(bigint) is 'RFC 5545: an hour that ends when the post-mortem is due. OP013.';
revoke all on function ops.post_mortem_ics(bigint) from public;
grant execute on function ops.post_mortem_ics(bigint) to ops_reader;
