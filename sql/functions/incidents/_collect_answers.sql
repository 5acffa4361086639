-- Reads what pg_net got back for the messages it was given.
create or replace function ops._collect_answers()
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_row record;
    v_status integer;
    v_late boolean;
    v_error text;
    v_count integer := 0;
begin
    if to_regclass('net._http_response') is null then
        return null;
    end if;
    for v_row in select o.id, o.request from ops.outbox as o where o.state = 'sending' and o.request is not null
        order by o.id loop
        execute format('select r.status_code, r.timed_out, r.error_msg from %s._http_response as r where r.id = $1',
            to_regnamespace('net'))
            into v_status, v_late, v_error using v_row.request;
        -- no answer yet: when the lease ends it is sent again, with the same key
        if v_status is not null or v_error is not null or v_late then
            perform ops.message_sent(v_row.id, case when v_status between 200 and 299 then null
                else coalesce('status ' || v_status, v_error, 'timed out') end);
            v_count := v_count + 1;
        end if;
    end loop;
    return case when v_count > 0 then format('%s answers read', v_count) end;
end
$$;
comment on function ops._collect_answers() is 'How many answers were read; null without pg_net or without any.';
revoke all on function ops._collect_answers() from public;
