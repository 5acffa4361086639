-- Says that a finding is known and looked at.
create or replace function ops.acknowledge(fingerprint text, note text)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_finding(fingerprint);
    perform ops._require_reason(note, format('select ops.acknowledge(%L, ''who looks at it, until when'')',
        fingerprint));
    update ops.finding as f
    set acknowledged_at = ops.now(), acknowledged_by = ops.actor(), note = btrim(acknowledge.note)
    where f.fingerprint = acknowledge.fingerprint and f.resolved_at is null;
    return found;
end
$$;
comment on function ops.acknowledge(text, text) is 'True when the finding was open. It stays open and is shown as known; when it is gone and comes back, it is new again. OP009, OP013.';
revoke all on function ops.acknowledge(text, text) from public;
grant execute on function ops.acknowledge(text, text) to ops_operator;
