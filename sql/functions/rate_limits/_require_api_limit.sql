-- Refuses a limit that means something else than it seems to.
create or replace function ops._require_api_limit(name text, present integer, per_minute integer, lower boolean,
    unlimited boolean)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_present text := coalesce(nullif(present, 0)::text, 'unlimited');
begin
    if per_minute < 0 then
        perform ops._fail('OP005', format('%s is no limit', per_minute), 'every call would be refused',
            format('select * from ops.revoke_api_key(%L, ''why'')', name));
    elsif coalesce(per_minute, 0) = 0 and not unlimited then
        perform ops._fail('OP005', format('%s means no limit at all', coalesce(per_minute::text, 'null')),
            format('key %s has %s now', name, v_present), 'say it: unlimited => true');
    elsif per_minute > 0 and unlimited then
        perform ops._fail('OP005', format('%s and unlimited contradict each other', per_minute),
            format('key %s has %s now', name, v_present), 'leave unlimited out, or give null');
    elsif per_minute > 0 and not lower and (coalesce(present, 0) = 0 or present > per_minute) then
        perform ops._fail('OP005', format('%s is less than key %s has', per_minute, name),
            format('it has %s now', v_present), 'say it: lower => true');
    end if;
end
$$;
comment on function ops._require_api_limit(text, integer, integer, boolean, boolean) is
    'Raises OP005 for a limit below zero, no limit that is not said, and a smaller one that is not said.';
revoke all on function ops._require_api_limit(text, integer, integer, boolean, boolean) from public;
