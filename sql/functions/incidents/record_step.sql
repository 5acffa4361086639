-- Keeps that a step of the runbook was done for an incident, and what came of it.
create or replace function ops.record_step(incident bigint, step text, result text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_incident(incident);
    perform ops._require_words(step, 'the step',
        format('select ops.record_step(%s, ''respond 1'', ''what came of it'')', incident));
    perform ops._note_event(incident, 'step', concat_ws(': ', btrim(step), left(nullif(btrim(result), ''), 1500)));
end
$$;
comment on function ops.record_step(bigint, text, text) is 'step: phase and number of the runbook. OP005, OP013.';
revoke all on function ops.record_step(bigint, text, text) from public;
grant execute on function ops.record_step(bigint, text, text) to ops_operator;
