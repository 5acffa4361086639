-- Asks for a VACUUM, ANALYZE or REINDEX, which no function can run.
create or replace function ops.queue_maintenance(command text, reason text)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id bigint;
begin
    perform ops._require_reason(reason, 'select ops.queue_maintenance(''vacuum (analyze) public.lots'', ''why'')');
    if command is null or command !~* '^(vacuum|analyze|reindex)\M[^;]*$' or command ~* '\mvacuum\M.*\mfull\M' then
        perform ops._fail('OP005', format('%s is not run here', coalesce(quote_literal(left(command, 80)), 'null')),
            'one statement: vacuum (not full, which locks the table), analyze or reindex',
            'select ops.queue_maintenance(''vacuum (analyze) public.lots'', ''why'')');
    end if;
    insert into ops.maintenance_command (command, reason, asked_at, asked_by)
    values (btrim(queue_maintenance.command), btrim(queue_maintenance.reason), ops.now(), ops.actor())
    returning id into v_id;
    return v_id;
end
$$;
comment on function ops.queue_maintenance(text, text) is 'Number in ops.maintenance_command. Runs one at a time, from pg_cron''s maintenance entry or lotastro-ops schedule run. For the owner. OP005, OP009.';
revoke all on function ops.queue_maintenance(text, text) from public;
