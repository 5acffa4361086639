-- Opens an incident by hand.
create or replace function ops.open_incident(area text, severity text, title text, detail jsonb default '{}')
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
begin
    perform ops._require_area(area);
    if not exists (select from ops.severity as s where s.level = open_incident.severity) then
        perform ops._fail('OP005', format('%s is no severity', coalesce(quote_literal(severity), 'null')),
            (select string_agg(format('%s: %s', s.level, s.description), '; ' order by s.level) from ops.severity as s),
            format('select ops.open_incident(%L, ''P2'', ''what is wrong'')', area));
    elsif coalesce(btrim(title), '') = '' or length(title) > 200 then
        perform ops._fail('OP005', 'an incident needs a title of at most 200 characters',
            format('it has %s', coalesce(length(title), 0)),
                format('select ops.open_incident(%L, %L, ''what is wrong'')', area, severity));
    end if;
    return ops._open_incident(area, severity, btrim(title), null, null, coalesce(detail, '{}'));
end
$$;
comment on function ops.open_incident(text, text, text, jsonb) is 'Number of the incident; its response clock runs from now, and the area''s numbers are kept. OP001, OP005.';
revoke all on function ops.open_incident(text, text, text, jsonb) from public;
grant execute on function ops.open_incident(text, text, text, jsonb) to ops_operator;
