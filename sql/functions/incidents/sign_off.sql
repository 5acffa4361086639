-- Keeps that a named person confirmed the data are right ("users confirm data correctness").
create or replace function ops.sign_off(incident bigint, name text, words text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_incident(incident);
    perform ops._require_words(name, 'the person''s name',
        format('select ops.sign_off(%s, ''name'', ''what was confirmed'')', incident));
    perform ops._require_words(words, 'what was confirmed',
        format('select ops.sign_off(%s, %L, ''what was confirmed'')', incident, name));
    perform ops._note_event(incident, 'sign-off', format('%s: %s', btrim(name), btrim(words)),
        jsonb_build_object('name', btrim(name)));
end
$$;
comment on function ops.sign_off(bigint, text, text) is 'A line of the timeline with the person''s name. OP005, OP013.';
revoke all on function ops.sign_off(bigint, text, text) from public;
grant execute on function ops.sign_off(bigint, text, text) to ops_operator;
