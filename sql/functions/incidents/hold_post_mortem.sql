-- Keeps that the post-mortem was held, and what came of it.
create or replace function ops.hold_post_mortem(incident bigint, notes text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_incident(incident);
    perform ops._require_words(notes, 'what came of it',
        format('select ops.hold_post_mortem(%s, ''what came of it'')', incident));
    update ops.incident as i
    set post_mortem_held_at = ops.now(), post_mortem_notes = btrim(notes)
    where i.id = hold_post_mortem.incident;
    perform ops._note_event(incident, 'post-mortem', btrim(notes));
end
$$;
comment on function ops.hold_post_mortem(bigint, text) is 'Say so too when none is needed, and why. OP005, OP013.';
revoke all on function ops.hold_post_mortem(bigint, text) from public;
grant execute on function ops.hold_post_mortem(bigint, text) to ops_operator;
