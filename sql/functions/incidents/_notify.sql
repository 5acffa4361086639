-- Tells whoever listens on channel ops.
create or replace function ops._notify(event text, body jsonb)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_body jsonb := jsonb_build_object('v', 1, 'event', event, 'database', current_database(), 'at', ops.now()) || body;
begin
    -- a payload is limited to 7,999 bytes: what does not fit is left out, the numbers stay
    if octet_length(v_body::text) > 7900 then
        v_body := (v_body - 'text' - 'title') || jsonb_build_object('cut', true);
    end if;
    if octet_length(v_body::text) > 7900 then
        v_body := jsonb_build_object('v', 1, 'event', event, 'database', current_database(), 'at', ops.now(), 'cut',
            true)
            || jsonb_strip_nulls(jsonb_build_object('incident', body -> 'incident', 'area', body -> 'area', 'rule',
                body -> 'rule'));
    end if;
    perform pg_notify('ops', v_body::text);
end
$$;
comment on function ops._notify(text, jsonb) is 'JSON on NOTIFY channel ops: v, event, database, at, and what belongs to the event; below 8,000 bytes. Sent when the transaction commits.';
revoke all on function ops._notify(text, jsonb) from public;
