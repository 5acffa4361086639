-- Adds a remark to an incident.
create or replace function ops.comment_incident(incident bigint, text text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_incident(incident);
    perform ops._require_words(text, 'a comment',
        format('select ops.comment_incident(%s, ''what was seen or done'')', incident));
    perform ops._note_event(incident, 'comment', btrim(text));
end
$$;
comment on function ops.comment_incident(bigint, text) is 'A line of the timeline. No message is sent for it. OP005, OP013.';
revoke all on function ops.comment_incident(bigint, text) from public;
grant execute on function ops.comment_incident(bigint, text) to ops_operator;
