import type pg from "pg";

/** What stands in every text that people or the application could have written. */
export const planted = "planted-7f3a";

/** The same, as somebody would write it who wants to get out of the place it stands in. */
export const hostile = `${planted}"'>]]></style></title><script>document.title='${planted}'</script><img src=https://example.invalid/${planted} onerror=alert(1)>&lt;\u202e${"x".repeat(120)}`;

/** Stands for every number of rows, metres, lots and orders. */
export const plantedNumber = 98_765_432;

/** A database with something of everything that the page shows, over several days. */
export async function fillForPage(client: pg.Client): Promise<void> {
  for (const statement of story) await client.query(statement);
}

const story = [
  "set client_min_messages = error",
  "set ops.actor = 'Elif'",
  `select sample.a_lot('L-${planted}'), sample.a_lot('L-2'), sample.a_lot('L-3')`,
  `select sample.a_line(sample.a_reservation('Customer ${planted}'), (select id from lots where lot_number = 'L-2'), 40)`,
  "select ops.set_contact('On-Call Engineer', 'Elif', '+90 555 000 00 01')",
  "update ops.clock set shift = '-4 days'",
  "select ops.note_sizes()",
  "update lots set reserved_meters = 30 + reserved_meters where lot_number <> 'L-3'",
  "select count(*) from ops.record_check('reservations')",
  "update ops.clock set shift = '-3 days'",
  "select count(*) from ops.repair_reservations(dry_run => false, reason => 'nightly repair')",
  "select count(*) from ops.record_check('reservations')",
  "update ops.clock set shift = '-2 days'",
  "select count(*) from ops.undo((select max(id) from ops.run), 'counted by hand')",
  "select count(*) from ops.record_check('reservations')",
  "select ops.open_incident('email', 'P2', 'Mails arrive late')",
  "select ops.acknowledge_incident(max(id)) from ops.incident",
  "update ops.clock set shift = '-30 hours'",
  "select ops.resolve_incident(max(id), 'the provider said so', 'Can') from ops.incident",
  "update ops.clock set shift = '-70 minutes'",
  "select ops.open_incident('functions', 'P0', 'No webhook arrives')",
  "update ops.clock set shift = '0'",
  "select ops.note_sizes()",
  "select count(*) from ops.record_check('reservations')",
  "select count(*) from ops.record_check('rate_limits')",
  `insert into ops.rule_total (rule, at, state, rows, metres, seconds, checked_at, note)
   values ('mail_given_up', ops.now() - interval '1 day', 'unknown', 0, 0, 1, ops.now(), 'relation is gone')`,
  `insert into ops.daily_size (day, kind, relation, bytes, reclaimable_bytes, taken_at)
   select d.day, v.kind, v.relation, v.bytes, v.give, ops.now()
   from (values (ops.today()), (ops.today() - 4)) as d (day)
   cross join (values ('table', 'public.lots', 52428800, 1048576), ('table', 'public.rolls', 1048577, null)) as v (kind, relation, bytes, give)`,
  "update ops.job set due_at = ops.now() + interval '1 minute', last_ok_at = ops.now(), last_seconds = 0.4, stretched = case name when 'integrity' then interval '2 hours' end",
  "update ops.job set due_at = ops.now() - interval '2 hours' where name = 'cron'",
  `insert into ops.job_run (job, started_at, ended_at, state, pid, seconds, failures, note)
   select j.name, ops.now(), ops.now(), case j.name when 'seals' then 'failed' else 'done' end, 1, 0.4, 0, 'said at the end' from ops.job as j`,
  `insert into ops.nightly_evidence (night, rule, cause, planned, metres, surprises, note)
   values (ops.today(), 'lot_reserved_meters', 'moved_line', 3, 30, 0, 'note')`,
];

/**
 * Writes the texts and the number wherever a column of ours takes them, in all tables but the
 * catalogue and the settings; returns the columns that took them.
 */
export async function plant(client: pg.Client): Promise<readonly string[]> {
  await client.query(`set planted.text = ${client.escapeLiteral(hostile)}`);
  await client.query(everywhere);
  const found = await client.query<{ column: string }>("select * from planted order by 1");
  return found.rows.map(({ column }) => column);
}

const everywhere = `
do $$
declare
  v_column record;
  v_count integer;
  v_text text := current_setting('planted.text');
begin
  create temporary table planted ("column" text);
  for v_column in
    select c.relname, a.attname, format_type(a.atttypid, null) as type
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'ops'::regnamespace and c.relkind = 'r'
      and c.relname not in ('area', 'severity', 'rule', 'setting', 'clock', 'object_version', 'rule_coverage')
      and a.attname not in ('rule', 'area', 'state', 'severity', 'kind', 'work')
      and format_type(a.atttypid, null) in ('text', 'jsonb', 'integer', 'bigint', 'numeric')
      and not exists (select from pg_constraint as k where k.conrelid = c.oid and k.contype in ('p', 'f') and a.attnum = any (k.conkey))
    order by 1, 2
  loop
    begin
      if v_column.type = 'text' then
        execute format('update ops.%I set %I = $1 || ctid', v_column.relname, v_column.attname) using v_text;
      elsif v_column.type = 'jsonb' then
        execute format('update ops.%I set %I = jsonb_build_object(''planted'', $1)', v_column.relname, v_column.attname) using v_text;
      else
        execute format('update ops.%I set %I = ${plantedNumber}', v_column.relname, v_column.attname);
      end if;
      get diagnostics v_count = row_count;
      if v_count > 0 then
        insert into planted values (v_column.relname || '.' || v_column.attname);
      end if;
    exception when integrity_constraint_violation then
      null;
    end;
  end loop;
end
$$`;
