-- Ends a silence early.
create or replace function ops.unsilence(silence bigint)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    update ops.silence as s
    set ended_at = ops.now(), ended_by = ops.actor()
    where s.id = unsilence.silence and s.ended_at is null and s.until > ops.now();
    return found;
end
$$;
comment on function ops.unsilence(bigint) is 'True when the silence was in force.';
revoke all on function ops.unsilence(bigint) from public;
grant execute on function ops.unsilence(bigint) to ops_operator;
