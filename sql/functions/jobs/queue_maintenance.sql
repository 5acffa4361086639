-- Puts a VACUUM or a REINDEX, which no function can run, into the queue by hand.
create or replace function ops.queue_maintenance(command text, reason text)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_words text[] := regexp_match(btrim(command),
        '^(vacuum|reindex)\s*(?:\([^()]*\)\s*)?(?:analyze\s+)?(?:index\s+concurrently\s+)?([^\s;()]+)$', 'i');
    v_relation regclass := ops._relation(v_words[2]);
    v_id bigint;
begin
    perform ops._require_reason(reason, 'select ops.queue_maintenance(''vacuum (analyze) public.lots'', ''why'')');
    if v_words is null or command ~* '\mfull\M'
        or (lower(v_words[1]) = 'reindex' and command !~* '\mconcurrently\M') then
        perform ops._fail('OP005', format('%s is not run here', coalesce(quote_literal(left(command, 80)), 'null')),
            'one statement: vacuum (not full, which locks the table) of one table, or reindex index concurrently',
            'select ops.queue_maintenance(''vacuum (analyze) public.lots'', ''why'')');
    elsif v_relation is null then
        perform ops._fail('OP005', format('there is no relation %s', v_words[2]),
            'it is looked up now, with its schema',
            'select relname from ops.table_size');
    end if;
    insert into ops.maintenance_statement as m
        (statement, kind, relation, relation_oid, why, lock, disk_bytes, state, queued_at, actor, reason)
    values (btrim(queue_maintenance.command), lower(v_words[1]), v_relation::text, v_relation, 'asked for by hand',
        'ShareUpdateExclusiveLock: readers and writers go on',
        case lower(v_words[1]) when 'reindex' then pg_total_relation_size(v_relation) else 0 end,
        'queued', ops.now(), ops.actor(), btrim(queue_maintenance.reason))
    on conflict (statement) where state in ('decide', 'queued', 'running') do nothing
    returning m.id into v_id;
    return coalesce(v_id, (
        select m.id from ops.maintenance_statement as m
        where m.statement = btrim(queue_maintenance.command) and m.state in ('decide', 'queued', 'running')
    ));
end
$$;
comment on function ops.queue_maintenance(text, text) is 'Number in ops.maintenance_queue; that of the same statement where it waits already. Run by lotastro-ops maintain, and by pg_cron''s maintenance entry or lotastro-ops schedule run where armed. For the owner. OP005, OP009.';
revoke all on function ops.queue_maintenance(text, text) from public;
