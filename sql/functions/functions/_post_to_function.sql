-- Hands one request to pg_net. The secrets go from vault into the request inside one statement:
-- they are never a variable, a parameter or part of a statement's text, and no error shows them.
create or replace function ops._post_to_function(function ops.edge_function, url text, body jsonb, time_limit interval)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_request bigint;
begin
    if ops._unreadable('vault.decrypted_secrets') is not null then
        -- a function that asks for nothing can be called without vault
        return net.http_post(
            url => _post_to_function.url,
            body => _post_to_function.body,
            headers => '{"Content-Type": "application/json"}'::jsonb,
            timeout_milliseconds => (extract(epoch from time_limit) * 1000)::integer
        );
    end if;
    select net.http_post(
        url => _post_to_function.url,
        body => _post_to_function.body,
        headers => (
            select jsonb_build_object('Content-Type', 'application/json')
                || coalesce(jsonb_object_agg(h.header, h.prefix || s.decrypted_secret), '{}')
            from ops._function_headers(function) as h
            join vault.decrypted_secrets as s
                on s.name = h.secret and s.decrypted_secret <> ''
        ),
        timeout_milliseconds => (extract(epoch from time_limit) * 1000)::integer
    ) into v_request;
    return v_request;
exception
    -- the message of whatever failed may show what it was given, so only its code is passed on
    when others then
        perform ops._fail('OP041', 'pg_net did not take the request', format('it failed with SQLSTATE %s', sqlstate),
            format('lotastro-ops invoke %s --reason "why"', function.name));
        return null;
end
$$;
comment on function ops._post_to_function(ops.edge_function, text, jsonb, interval) is
    'Number pg_net gave the request; it is sent when the transaction commits. OP041 when pg_net failed.';
revoke all on function ops._post_to_function(ops.edge_function, text, jsonb, interval) from public;
