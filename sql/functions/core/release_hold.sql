-- Lets jobs repair a row again that a person had undone.
create or replace function ops.release_hold(hold bigint, reason text)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_reason(reason, format('select ops.release_hold(%s, ''why'')', hold));
    update ops.hold as h
    set released_at = ops.now(), released_by = ops.actor(), release_reason = btrim(reason)
    where h.id = release_hold.hold and h.released_at is null;
    return found;
end
$$;
comment on function ops.release_hold(bigint, text) is 'True when the hold was in force. OP009 without a reason.';
revoke all on function ops.release_hold(bigint, text) from public;
grant execute on function ops.release_hold(bigint, text) to ops_operator;
