-- Sends messages through pg_net, where it is there and the address lies in the vault.
create or replace function ops._send_by_net()
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_message ops.message;
    v_url text;
    v_request bigint;
    v_sent integer := 0;
begin
    if to_regnamespace('net') is null or to_regclass('vault.decrypted_secrets') is null
        or (select a.state from ops.armed() as a) <> 'ok'
    then
        return null;
    end if;
    for v_message in
        select m.* from ops.take_messages(20, array(select c.secret from ops.channel as c
            where c.secret like 'vault:%')) as m
    loop
        execute format('select s.decrypted_secret from %s.decrypted_secrets as s where s.name = $1',
            to_regnamespace('vault'))
            into v_url using substr(v_message.secret, 7);
        if v_url is null then
            perform ops.message_sent(v_message.id, format('the vault has no secret %s', substr(v_message.secret, 7)));
        else
            execute format('select %s.http_post(url => $1, body => $2, headers => $3, timeout_milliseconds => 10000)',
                to_regnamespace('net'))
                into v_request
                using v_url, v_message.payload,
                    jsonb_build_object('Content-Type', 'application/json', 'Idempotency-Key',
                        v_message.idempotency_key);
            update ops.outbox as o set request = v_request where o.id = v_message.id;
            v_sent := v_sent + 1;
        end if;
    end loop;
    return case when v_sent > 0 then format('%s messages handed to pg_net', v_sent) end;
end
$$;
comment on function ops._send_by_net() is 'How many were handed over; null where pg_net or the vault is absent, or unarmed. ops._collect_answers() reads what came back.';
revoke all on function ops._send_by_net() from public;
